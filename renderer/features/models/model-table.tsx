import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountModels, ModelState } from '../../../shared/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { AccountLine } from './account-line.tsx'
import { useToggleModels } from './model-changes.ts'
import { MODEL_COLUMNS, ModelRow } from './model-row.tsx'
import { LINE_HEIGHT, lineKey, type ModelFilter, modelLines, type Toggle } from './model-rows.ts'
import { NoteLine } from './note-line.tsx'
import { PriceDialog } from './price-dialog.tsx'

/** Every model of every account in one table; only the lines in sight are in the page. Arrow keys go from line to line. */
export function ModelTable({
  accounts,
  filter,
  onClear
}: {
  readonly accounts: readonly AccountModels[]
  readonly filter: ModelFilter
  readonly onClear: () => void
}) {
  const { t } = useTranslation('models')
  const scroller = useRef<HTMLDivElement>(null)
  const [pricing, setPricing] = useState<ModelState | null>(null)
  const [listing, setListing] = useState<Parameters<Toggle> | null>(null)
  const toggleModels = useToggleModels()
  const lines = modelLines(accounts, filter)
  // Nothing of it is handed to memoized parts.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => LINE_HEIGHT[lines[index]?.kind ?? 'model'],
    getItemKey: (index) => {
      const line = lines[index]
      return line === undefined ? index : lineKey(line)
    },
    overscan: 12
  })

  const apply = (...[account, models, enabled]: Parameters<Toggle>): void => {
    toggleModels.mutate({ account: account.account, models: models.map((model) => model.id), enabled })
  }
  const toggle: Toggle = (account, models, enabled) => {
    if (models.length === 0) return
    // The first one turned off makes a list out of "any": that deserves a question.
    if (account.any && !enabled) setListing([account, models, enabled])
    else apply(account, models, enabled)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const here = document.activeElement?.closest<HTMLElement>('[data-index]')
    if (step === 0 || here === null || here === undefined) return
    event.preventDefault()
    const controls = [...here.querySelectorAll<HTMLElement>('button')]
    const column = controls.findIndex((control) => control === document.activeElement)
    let index = Number(here.dataset.index) + step
    while (lines[index] !== undefined && lines[index]?.kind !== 'model') index += step
    if (lines[index] === undefined) return
    virtual.scrollToIndex(index)
    requestAnimationFrame(() => {
      const there = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
      const others = [...(there?.querySelectorAll<HTMLElement>('button') ?? [])]
      others[Math.min(Math.max(column, 0), others.length - 1)]?.focus()
    })
  }

  if (lines.length === 0) {
    return (
      <div className="flex flex-col items-center gap-4 py-16 text-sm text-faint">
        {t('none')}
        <Button onClick={onClear}>{t('noneClear')}</Button>
      </div>
    )
  }
  return (
    <div ref={scroller} className="h-full overflow-auto">
      {/* The keys add to what Tab does already. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table
        aria-label={t('table')}
        aria-rowcount={lines.length + 1}
        className="block min-w-160"
        onKeyDown={onKeyDown}
      >
        <thead className="sticky top-0 z-10 block border-b border-line bg-canvas">
          <tr
            className={cn(MODEL_COLUMNS, 'h-8 text-left text-xs font-medium text-faint [&>th]:font-medium')}
          >
            <th scope="col">{t('columns.enabled')}</th>
            <th scope="col">{t('columns.model')}</th>
            <th scope="col" className="text-right">
              {t('columns.context')}
            </th>
            <PriceHeader label={t('columns.input')} />
            <PriceHeader label={t('columns.output')} />
            <th scope="col">{t('columns.price')}</th>
            <th scope="col">
              <span className="sr-only">{t('columns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index]
            if (line === undefined) return null
            return (
              <tr
                key={item.key}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                className={cn(
                  'absolute top-0 left-0 w-full border-b border-line',
                  line.kind === 'model' ? cn(MODEL_COLUMNS, 'group/row hover:bg-hover') : 'block',
                  line.kind === 'account' && 'bg-sunken'
                )}
              >
                {line.kind === 'account' && (
                  <AccountLine account={line.account} shown={line.shown} toggle={toggle} />
                )}
                {line.kind === 'note' && <NoteLine account={line.account} />}
                {line.kind === 'model' && (
                  <ModelRow account={line.account} model={line.model} toggle={toggle} onPrice={setPricing} />
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      {pricing !== null && (
        <PriceDialog
          model={pricing}
          onClose={() => {
            setPricing(null)
          }}
        />
      )}
      <ConfirmDialog
        open={listing !== null}
        onOpenChange={() => {
          setListing(null)
        }}
        tone="primary"
        title={t('list.title', { account: listing?.[0].account ?? '' })}
        confirm={t('list.confirm')}
        onConfirm={() => {
          if (listing !== null) apply(...listing)
          setListing(null)
        }}
      >
        {t('list.text', { account: listing?.[0].account ?? '' })}
      </ConfirmDialog>
    </div>
  )
}

function PriceHeader({ label }: { readonly label: string }) {
  const { t } = useTranslation('models')
  return (
    <th scope="col" title={t('columns.perMillion')} className="text-right">
      {label} $/M
    </th>
  )
}
