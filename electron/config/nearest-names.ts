/** Longest name that is compared letter by letter; what comes after it hardly tells names apart. */
const COMPARED_LENGTH = 64

/** How many letters must be changed, added or removed to make one text of the other (Levenshtein). */
export function editDistance(first: string, second: string): number {
  let previous = Array.from({ length: second.length + 1 }, (_, index) => index)
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= second.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (first[row - 1] === second[column - 1] ? 0 : 1)
      const removed = (previous[column] ?? 0) + 1
      const added = (current[column - 1] ?? 0) + 1
      current.push(Math.min(replaced, removed, added))
    }
    previous = current
  }
  return previous[second.length] ?? 0
}

/** How far a name is from what was asked: less is nearer; a name that contains it is near whatever its length. */
export function nameDistance(asked: string, name: string): number {
  const first = asked.toLowerCase().slice(0, COMPARED_LENGTH)
  const second = name.toLowerCase().slice(0, COMPARED_LENGTH)
  if (first.length > 2 && (second.includes(first) || first.includes(second))) {
    return 1 + Math.abs(first.length - second.length) / COMPARED_LENGTH
  }
  return editDistance(first, second)
}

/** The name that a slip of the pen most likely meant; undefined where none is near. */
export function nearestName(asked: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(asked.length / 3)) + 1
  for (const name of names) {
    const distance = nameDistance(asked, name)
    if (distance >= bestDistance) continue
    best = name
    bestDistance = distance
  }
  return best
}
