import type { Node } from 'yaml'
import type { ConfigDocument } from '../../shared/config/document.ts'

/** Lists and mappings of plain values that are no longer than this stand in one line. */
const LONGEST_FLOW = 90

/** A canonical document as YAML that a person would write: short lists in one line, in a fixed order of fields. */
export async function documentYaml(document: ConfigDocument): Promise<string> {
  const yaml = await import('yaml')
  const tree = new yaml.Document(document)
  const inOneLine = (node: Node): boolean => {
    if (!yaml.isCollection(node)) return true
    return JSON.stringify(node.toJSON()).length <= LONGEST_FLOW && depthOf(node.toJSON()) <= 2
  }
  yaml.visit(tree, {
    Seq(_key, node) {
      if (node.items.every((item) => !yaml.isCollection(item)) && inOneLine(node)) node.flow = true
    },
    Map(_key, node, path) {
      // The document, its accounts and tokens are blocks; model entries, prices and headers are short.
      if (path.length > 4 && inOneLine(node)) node.flow = true
    }
  })
  return tree.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}
