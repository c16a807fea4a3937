export * as core from '@recourse/core'
export * as fetch from '@recourse/fetch'
