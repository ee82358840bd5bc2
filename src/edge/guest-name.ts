// Names for guests who brought none: readable, friendly, and plainly not chosen by them.

const FIRST = (
  "Amber Bright Calm Clever Coral Curious Dapper Eager Gentle Golden Happy Hazel Indigo Jolly Keen Lively " +
  "Lucky Mellow Merry Misty Nimble Olive Patient Plucky Quiet Rosy Scarlet Silver Sunny Swift Velvet Witty"
).split(" ");
const SECOND = (
  "Badger Beaver Bison Crane Dolphin Falcon Finch Fox Gecko Hare Hedgehog Heron Ibis Jay Koala Lark " +
  "Lynx Magpie Marten Newt Otter Owl Panda Puffin Raven Robin Seal Sparrow Swan Tapir Tern Wren"
).split(" ");

/** `pick` gives a whole number below its argument. */
export function makeGuestName(pick: (below: number) => number = randomBelow): string {
  return `${FIRST[pick(FIRST.length)]} ${SECOND[pick(SECOND.length)]}`;
}

/** Both lists have 32 names, so the remainder favours none. */
function randomBelow(below: number): number {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number % below;
}
