import type { PricesFile } from './prices-form.ts'

/** The bundled price tables; parsed by the first call, the same object afterwards. */
export declare function loadPrices(): PricesFile
