// What is not saved yet, kept in the browser's storage until it is: one entry a live view.

const STALE_MS = 90_000;

/** The entries of one form in a storage (`localStorage`, or null where it is forbidden). */
export class Shelf {
  #storage;
  #prefix;
  #own;
  #now;
  /** Whether the last thing put here has truly been stored. */
  stored = true;

  constructor({ key, client, storage, now }) {
    this.#storage = storage;
    this.#prefix = `${key}|`;
    this.#own = this.#prefix + client;
    this.#now = now;
  }

  /** Keeps changes under this view's name, marked as alive; without any, the entry goes. */
  put(changes, alive = this.#now()) {
    try {
      if (changes.length) this.#storage.setItem(this.#own, JSON.stringify({ alive, changes }));
      else this.#storage?.removeItem(this.#own);
      this.stored = true;
    } catch {
      this.stored = false; // full, or forbidden (then there is no storage to call)
    }
    return this.stored;
  }

  /**
   * Takes over what views that are gone have left, oldest first.
   *
   * `living` are the names of all views that are there, where the browser can tell; else a view
   * counts as gone that said so, or that has not been heard of for a while.
   */
  takeOver(living = null) {
    const isGone = ({ client, alive }) => {
      if (alive === null) return true; // it said so when it went
      return living ? !living.has(client) : this.#now() - alive > STALE_MS;
    };
    const found = this.#others().filter(isGone);
    for (const { name } of found) this.#storage.removeItem(name);
    found.sort((a, b) => a.since - b.since);
    return found.flatMap((entry) => entry.changes);
  }

  #others() {
    return this.#names().flatMap((name) => this.#entry(name) ?? []);
  }

  /** One view's entry, or null if what stands there is not ours. */
  #entry(name) {
    try {
      const { alive, changes } = JSON.parse(this.#storage.getItem(name));
      const since = Math.min(...changes.map((change) => change.at ?? 0));
      return { name, alive, changes, since, client: name.slice(this.#prefix.length) };
    } catch {
      return null;
    }
  }

  #names() {
    const count = this.#storage?.length ?? 0;
    const all = Array.from({ length: count }, (_, at) => this.#storage.key(at));
    return all.filter((name) => name.startsWith(this.#prefix) && name !== this.#own);
  }
}
