import { toModalitiesForm, type ModelForm } from '../../electron/catalogue/prices-form.ts'
import type { OpenrouterModel } from './source-tables.ts'

/** What OpenRouter says of a model besides its price. */
export function readOpenrouter(model: OpenrouterModel): ModelForm {
  const { name, context_length: context, architecture, top_provider: top, supported_parameters: has } = model
  return {
    ...(context === null || context <= 0 ? {} : { context }),
    ...(top.max_completion_tokens === null ? {} : { output: top.max_completion_tokens }),
    name,
    takes: toModalitiesForm(architecture.input_modalities),
    gives: toModalitiesForm(architecture.output_modalities),
    does: `${has.includes('reasoning') ? 'r' : ''}${has.includes('tools') ? 't' : ''}`
  }
}
