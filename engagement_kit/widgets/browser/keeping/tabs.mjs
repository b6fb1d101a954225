// Which parts of a framework a form offers as places of their own.

/** Ids of the parts; requirements of a gap stand below the stages that the gap lies between. */
export function tabsOf(form) {
  const within = form.parts.flatMap((part) => (part.gaps ?? []).map((gap) => gap.requirements));
  return form.parts.map((part) => part.id).filter((id) => !within.includes(id));
}
