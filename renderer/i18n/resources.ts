import accounts from './en/accounts.json'
import common from './en/common.json'
import history from './en/history.json'
import home from './en/home.json'
import logs from './en/logs.json'
import models from './en/models.json'
import settings from './en/settings.json'
import shell from './en/shell.json'
import spend from './en/spend.json'
import tokens from './en/tokens.json'
import ui from './en/ui.json'

/** Every word of the window, one namespace a feature. */
export const resources = {
  accounts,
  common,
  history,
  home,
  logs,
  models,
  settings,
  shell,
  spend,
  tokens,
  ui
}
