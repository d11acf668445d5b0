import { use } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { resources } from './resources.ts'

/** Sets the language up before the first render; the words are in the bundle, so nothing is awaited later. */
export async function startI18n(): Promise<void> {
  await use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: resources },
    // React escapes what it renders.
    interpolation: { escapeValue: false }
  })
}
