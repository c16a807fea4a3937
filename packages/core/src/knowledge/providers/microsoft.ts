import { type Provider, defineProvider } from '../provider.ts'

/** Azure, Microsoft Graph and SharePoint. */
export const microsoft: Provider = /* @__PURE__ */ defineProvider({
  name: 'microsoft',
  hosts: ['*.azure.com', '*.azure.net', '*.windows.net', 'graph.microsoft.com', '*.sharepoint.com'],
  says: {
    // ARM, "Throttling" and "Troubleshoot": another operation, no rate limit; Storage, "Blob service error codes"
    'conflict retry':
      'RetryableError RetryableErrorDueToAnotherOperation ReferencedResourceNotProvisioned AnotherOperationInProgress ContainerBeingDeleted',
    quota: 'quotaLimitReached', // Microsoft Graph, "Error responses"
    'timeout 500': 'OperationTimedOut', // Storage, "Common REST API error codes"
    'authentication 400 403': 'AuthenticationFailed InvalidAuthenticationInfo', // Storage, "Common REST API error codes"
  },
  phrases: { 'quota 409': ['exceeding quota', 'exceeding approved'] }, // ARM, "Resolve errors for resource quotas"
  statuses: {
    449: { kind: 'conflict', retryable: true }, // Cosmos DB, "HTTP status codes": retry with
  },
  requestIdHeaders: ['x-ms-activity-id'], // Cosmos DB
})
