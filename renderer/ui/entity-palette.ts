import {
  Asterisk,
  Atom,
  Box,
  Clover,
  Diamond,
  Flower,
  Gem,
  Hexagon,
  type LucideIcon,
  Octagon,
  Orbit,
  Pyramid,
  Sparkle,
  Squircle,
  Triangle,
  Waypoints,
  Waves
} from 'lucide-react'

/** What has a colour and an icon of its own all over the window. */
export type EntityKind = 'account' | 'model' | 'token'

const COLOURS = 12
const SHAPES: readonly LucideIcon[] = [
  Hexagon,
  Gem,
  Orbit,
  Triangle,
  Clover,
  Diamond,
  Asterisk,
  Octagon,
  Sparkle,
  Waves,
  Pyramid,
  Flower,
  Squircle,
  Atom,
  Waypoints,
  Box
]

/** Searched for: with it the usual providers, apps and models hardly ever share a colour. */
const SEED = 231_518

/** FNV-1a with a final mix, so that names that differ in one letter part ways. */
function hash(text: string): number {
  let value = SEED
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

/** The part of a name that its looks hang on: a model looks the same in every account and provider that has it. */
function essence(kind: EntityKind, name: string): string {
  const own = kind === 'model' ? name.slice(name.lastIndexOf('/') + 1) : name
  return `${kind}:${own.toLowerCase()}`
}

/** CSS colours of an entity: `solid` for lines and bars, `soft` and `ink` for tiles. Always the same for the same name. */
export function entityColours(
  kind: EntityKind,
  name: string
): { readonly solid: string; readonly soft: string; readonly ink: string } {
  const index = hash(essence(kind, name)) % COLOURS
  return {
    solid: `var(--entity-${index}-solid)`,
    soft: `var(--entity-${index}-soft)`,
    ink: `var(--entity-${index}-ink)`
  }
}

/** A model's shape. */
export function modelShape(name: string): LucideIcon {
  return SHAPES[Math.floor(hash(essence('model', name)) / COLOURS) % SHAPES.length] ?? Hexagon
}
