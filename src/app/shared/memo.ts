// A component that is drawn again only when one of its properties, or a signal that it reads, is another value.

import { Component, type ComponentChild, type ComponentClass } from "preact";

export function memo<P extends object>(draw: (props: P) => ComponentChild): ComponentClass<P> {
  return class extends Component<P> {
    /** A signal that changed asks to be drawn by a new state. */
    override shouldComponentUpdate(next: Readonly<P>, state: object): boolean {
      return state !== this.state || !isShallowEqual(this.props, next);
    }
    override render() {
      return draw(this.props);
    }
  };
}

function isShallowEqual(one: object, other: object): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.is(Reflect.get(one, name), Reflect.get(other, name)));
}
