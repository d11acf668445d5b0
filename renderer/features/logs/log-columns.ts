/**
 * The columns of the list. The container query goes by the width of the list itself: narrow ones do without the token
 * and the first token, which the detail shows, and stand closer.
 */
export const ROW_GRID =
  'grid items-center gap-x-2 px-6 @min-[760px]:gap-x-3 ' +
  'grid-cols-[78px_42px_minmax(0,132px)_minmax(0,1fr)_88px_68px_52px] ' +
  '@min-[760px]:grid-cols-[84px_44px_minmax(0,172px)_minmax(0,1fr)_96px_70px_58px] ' +
  '@min-[920px]:grid-cols-[84px_44px_minmax(0,192px)_minmax(0,88px)_minmax(0,1fr)_128px_70px_60px_58px]'

/** For cells that only wide lists have. */
export const WIDE_ONLY = 'hidden @min-[920px]:block'

/** Height of a row, pixels. */
export const ROW_HEIGHT = 36
export const HEADER_HEIGHT = 32
