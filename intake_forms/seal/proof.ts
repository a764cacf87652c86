/**
 * Things that only a verification makes. Each keeps what it was made from here, out of reach: an object built by hand,
 * or by a cast, has no such entry and is refused where sealing begins.
 */
export class Proofs<Thing extends object, Inside> {
  private readonly made = new WeakMap<Thing, Inside>();

  constructor(private readonly what: string) {}

  /** Freezes the outside and remembers the inside. */
  vouch(thing: Thing, inside: Inside): Thing {
    this.made.set(Object.freeze(thing), inside);
    return thing;
  }

  /** Throws TypeError for anything `vouch` did not make: a fault of the page, not of the server. */
  inside(thing: Thing): Inside {
    const inside = this.made.get(thing);
    if (inside === undefined) throw new TypeError(`not a verified ${this.what}`);
    return inside;
  }
}

/** Makes types nominal; it has no value at run time. */
export declare const verified: unique symbol;
