// A name for somebody who has not chosen one: "Amber Fox".

import { pick } from "./random.ts";

const FIRST =
  "Amber Autumn Brave Bright Calm Candid Clever Coral Curious Dusty Eager Gentle Golden Hazel Honest Indigo Ivory Jolly Kind Lively Lucky Merry Mellow Nimble Olive Plucky Quick Quiet Rosy Russet Sunny Swift Tawny Velvet Warm Witty".split(
    " ",
  );
const SECOND =
  "Badger Bear Beaver Crane Deer Dove Falcon Finch Fox Gecko Hare Heron Ibis Jay Koala Lark Lemur Lynx Magpie Marten Mole Moth Newt Otter Owl Panda Puffin Quail Raven Robin Seal Sparrow Stoat Swan Tern Wren".split(
    " ",
  );

export function proposePersonName(): string {
  return `${pick(FIRST)} ${pick(SECOND)}`;
}
