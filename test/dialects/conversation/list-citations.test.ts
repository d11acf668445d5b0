import { describe, expect, it } from 'vitest'
import { listCitations } from '../../../electron/dialects/conversation/list-citations.ts'

describe('sources of a text', () => {
  it('are read from the annotations of OpenAI, nested or not', () => {
    const address = { url: 'https://a.example', title: 'A', start_index: 0, end_index: 4 }
    const expected = [{ title: 'A', url: 'https://a.example', text: '' }]
    expect(listCitations([{ type: 'url_citation', url_citation: address }])).toEqual(expected)
    expect(listCitations([{ type: 'url_citation', ...address }])).toEqual(expected)
    expect(listCitations([{ type: 'file_citation', file_id: 'file-1', filename: 'a.pdf' }])).toEqual([
      { title: 'a.pdf', url: '', text: '' }
    ])
  })

  it('are read from the citations of Anthropic, with the words that are cited', () => {
    expect(
      listCitations([
        { type: 'char_location', cited_text: 'The sky is blue.', document_index: 0, document_title: 'Sky' },
        { type: 'search_result_location', source: 'https://b.example', title: 'B', cited_text: 'b' },
        { type: 'page_location', cited_text: 'No title.', document_index: 1, document_title: null }
      ])
    ).toEqual([
      { title: 'Sky', url: '', text: 'The sky is blue.' },
      { title: 'B', url: 'https://b.example', text: 'b' },
      { title: '', url: '', text: 'No title.' }
    ])
  })

  it("are read from Gemini's grounding, whose quoted pieces of the answer are no sources", () => {
    expect(
      listCitations({
        searchEntryPoint: { renderedContent: '<div>https://tracker.example</div>' },
        groundingChunks: [
          { web: { uri: 'https://c.example', title: 'C' } },
          { retrievedContext: { title: 'd.txt', text: 'Paris is the capital.' } }
        ],
        groundingSupports: [{ segment: { endIndex: 5, text: 'Hello' }, groundingChunkIndices: [0] }]
      })
    ).toEqual([
      { title: 'C', url: 'https://c.example', text: '' },
      { title: 'd.txt', url: '', text: 'Paris is the capital.' }
    ])
  })

  it('are bare addresses where the provider gives no more, each once', () => {
    expect(listCitations(['https://e.example', 'https://e.example', 'no address'])).toEqual([
      { title: '', url: 'https://e.example', text: '' }
    ])
  })

  it('are none where there is nothing to read', () => {
    for (const value of [undefined, null, 'text', 3, [], {}, { deep: [[[[[[[{ url: 'x' }]]]]]]] }]) {
      expect(listCitations(value)).toEqual([])
    }
  })
})
