import {
  assistant,
  document,
  image,
  model,
  PDF,
  person,
  PNG,
  user,
  type Probe,
  type Probes
} from './probe.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** One more part in the user's message. */
function said(parts: Probe): Probe {
  const { 'openai-chat': chat, 'openai-responses': responses, 'anthropic-messages': messages, gemini } = parts
  return {
    ...(chat && { 'openai-chat': { messages: [user([{ type: 'text', text: 'Look' }, chat])] } }),
    ...(responses && {
      'openai-responses': { input: [user([{ type: 'input_text', text: 'Look' }, responses])] }
    }),
    ...(messages && {
      'anthropic-messages': { messages: [user([{ type: 'text', text: 'Look' }, messages])] }
    }),
    ...(gemini && { gemini: { contents: [person({ text: 'Look' }, gemini)] } })
  }
}

/** What a conversation holds besides tools. */
export const MESSAGE_PROBES: Probes = {
  '### Messages': {
    'system text at the head': {
      'openai-chat': { messages: [{ role: 'system', content: 'S' }, user('q')] },
      'anthropic-messages': { system: 'S' }
    },
    'developer text at the head': {
      'openai-chat': { messages: [{ role: 'developer', content: 'D' }, user('q')] },
      'openai-responses': { input: [{ role: 'developer', content: 'D' }, user('q')] }
    },
    'system or developer later': {
      'openai-chat': { messages: [user('q'), assistant('a'), { role: 'system', content: 'S' }, user('q')] },
      'openai-responses': { input: [user('q'), assistant('a'), { role: 'system', content: 'S' }, user('q')] }
    },
    'nothing but a system text': {
      'openai-chat': { messages: [{ role: 'system', content: 'S' }] },
      'openai-responses': { instructions: 'S', input: [] }
    },
    'the assistant speaks first': {
      'openai-chat': { messages: [assistant('a'), user('q')] },
      'anthropic-messages': { messages: [assistant('a'), user('q')] }
    },
    'the assistant speaks last': {
      'openai-chat': { messages: [user('q'), assistant('a')] },
      'anthropic-messages': { messages: [user('q'), assistant('a')] }
    },
    'turns of one side in a row': {
      'openai-chat': { messages: [user('q'), user('q')] },
      'openai-responses': { input: [user('q'), user('q')] }
    },
    'empty texts': {
      'openai-chat': {
        messages: [
          user([
            { type: 'text', text: '' },
            { type: 'text', text: 'q' }
          ])
        ]
      },
      'openai-responses': {
        input: [
          user([
            { type: 'input_text', text: '' },
            { type: 'input_text', text: 'q' }
          ])
        ]
      }
    },
    "a participant's `name`": { 'openai-chat': { messages: [{ role: 'user', name: 'bob', content: 'q' }] } },
    'refusal of an earlier turn': {
      'openai-chat': {
        messages: [user('q'), { role: 'assistant', content: null, refusal: 'no' }, user('q')]
      },
      'openai-responses': {
        input: [user('q'), assistant([{ type: 'refusal', refusal: 'no' }]), user('q')]
      }
    },
    'sources of an earlier answer': {
      'openai-responses': {
        input: [
          user('q'),
          assistant([
            {
              type: 'output_text',
              text: 'a',
              annotations: [
                { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 1 }
              ]
            }
          ]),
          user('q')
        ]
      },
      'anthropic-messages': {
        messages: [
          user('q'),
          assistant([
            {
              type: 'text',
              text: 'a',
              citations: [{ type: 'web_search_result_location', url: 'https://a.example', title: 'A' }]
            }
          ]),
          user('q')
        ]
      }
    },
    'search, code run elsewhere': {
      'openai-responses': { input: [user('q'), { type: 'web_search_call', id: 'ws_1' }, user('q')] },
      'anthropic-messages': {
        messages: [
          user('q'),
          assistant([{ type: 'server_tool_use', id: 's', name: 'web_search', input: {} }]),
          user('q')
        ]
      }
    },
    '`cache_control`': said({
      'anthropic-messages': { type: 'text', text: 'q', cache_control: { type: 'ephemeral' } },
      'openai-chat': { type: 'text', text: 'q', cache_control: { type: 'ephemeral' } }
    })
  },
  '### Pictures, files, sound': {
    'image, data': said({
      'openai-chat': { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
      'anthropic-messages': image
    }),
    'image, address': said({
      'openai-chat': { type: 'image_url', image_url: { url: 'https://a.example/a.png' } },
      'anthropic-messages': { type: 'image', source: { type: 'url', url: 'https://a.example/a.png' } }
    }),
    '`detail` of an image': said({
      'openai-chat': { type: 'image_url', image_url: { url: 'https://a.example/a.png', detail: 'high' } },
      'openai-responses': { type: 'input_image', image_url: 'https://a.example/a.png', detail: 'high' }
    }),
    'PDF, data': said({
      'anthropic-messages': document,
      gemini: { inlineData: { mimeType: 'application/pdf', data: PDF } }
    }),
    'PDF, address': said({
      'anthropic-messages': { type: 'document', source: { type: 'url', url: 'https://a.example/a.pdf' } },
      'openai-responses': { type: 'input_file', file_url: 'https://a.example/a.pdf' }
    }),
    'text document': said({
      'anthropic-messages': {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: 'x' }
      },
      gemini: { inlineData: { mimeType: 'text/plain', data: 'eA==' } }
    }),
    'other documents': said({
      'openai-responses': { type: 'input_file', file_data: `data:${DOCX};base64,UEs=` },
      gemini: { inlineData: { mimeType: DOCX, data: 'UEs=' } }
    }),
    "a file's name": said({
      'openai-chat': {
        type: 'file',
        file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` }
      },
      'openai-responses': {
        type: 'input_file',
        filename: 'a.pdf',
        file_data: `data:application/pdf;base64,${PDF}`
      }
    }),
    'sound, data': said({
      'openai-chat': { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
      gemini: { inlineData: { mimeType: 'audio/mp3', data: 'AAAA' } }
    }),
    'sound, address': said({
      'openai-chat': { type: 'audio_url', audio_url: { url: 'https://a.example/a.mp3' } },
      gemini: { fileData: { mimeType: 'audio/mp3', fileUri: 'https://a.example/a.mp3' } }
    }),
    film: said({
      'openai-chat': { type: 'video_url', video_url: { url: 'https://a.example/a.mp4' } },
      gemini: { inlineData: { mimeType: 'video/mp4', data: 'AAAA' } }
    }),
    "a file by a provider's id": said({
      'anthropic-messages': { type: 'image', source: { type: 'file', file_id: 'file_1' } },
      'openai-responses': { type: 'input_image', file_id: 'file-1' }
    }),
    'an image of the assistant': {
      gemini: {
        contents: [
          person({ text: 'q' }),
          model({ inlineData: { mimeType: 'image/png', data: PNG } }),
          person({ text: 'q' })
        ]
      },
      'openai-responses': {
        input: [user('q'), { type: 'image_generation_call', id: 'ig_1', result: PNG }, user('q')]
      }
    }
  }
}
