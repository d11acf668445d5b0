import { dataEvents, type Exchange, PIXEL, SCHEMA } from './exchange.ts'

const candidate = (parts: readonly object[], rest: object = {}): object => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...rest }],
  modelVersion: 'm'
})
const GROUNDING = {
  webSearchQueries: ['who did it'],
  groundingChunks: [{ web: { uri: 'https://news.example/a', title: 'The news' } }],
  groundingSupports: [
    { segment: { startIndex: 0, endIndex: 12, text: 'Let me look.' }, groundingChunkIndices: [0] }
  ]
}
const THOUGHT = { text: 'I must look.', thought: true }
const CODE = { executableCode: { language: 'PYTHON', code: 'print(6 * 7)' } }
const OUTPUT = { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '42\n' } }
const CALL = { functionCall: { name: 'read_file', args: { path: 'b.ts' } }, thoughtSignature: 'CsAB' }

export const geminiExchange: Exchange = {
  endpoint: '/v1beta/models/m:streamGenerateContent',
  request: {
    systemInstruction: { parts: [{ text: 'Be short.' }] },
    generationConfig: { temperature: 0.2, thinkingConfig: { includeThoughts: true } },
    safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    contents: [
      {
        role: 'user',
        parts: [
          { text: 'What is this?' },
          { inlineData: { mimeType: 'image/png', data: PIXEL } },
          {
            fileData: {
              mimeType: 'video/mp4',
              fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc'
            }
          }
        ]
      },
      {
        role: 'model',
        parts: [{ functionCall: { name: 'read_file', args: { path: 'a.ts' } }, thoughtSignature: 'CsAA' }]
      },
      {
        role: 'user',
        parts: [{ functionResponse: { name: 'read_file', response: { output: 'const a = 1' } } }]
      }
    ],
    tools: [
      { functionDeclarations: [{ name: 'read_file', description: 'Reads a file.', parameters: SCHEMA }] },
      { googleSearch: {} }
    ]
  },
  reply: candidate([THOUGHT, CODE, OUTPUT, { text: 'Let me look.' }, CALL], {
    finishReason: 'STOP',
    groundingMetadata: GROUNDING
  }),
  stream: dataEvents(
    candidate([{ text: 'I must ', thought: true }]),
    candidate([{ text: 'look.', thought: true }]),
    candidate([CODE]),
    candidate([OUTPUT]),
    candidate([{ text: 'Let me ' }]),
    candidate([{ text: 'look.' }]),
    candidate([CALL], { finishReason: 'STOP', groundingMetadata: GROUNDING })
  )
}
