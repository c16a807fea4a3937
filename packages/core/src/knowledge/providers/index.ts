import type { Provider } from '../provider.ts'
import { alibaba } from './alibaba.ts'
import { amazon } from './amazon.ts'
import { anthropic } from './anthropic.ts'
import { assemblyai } from './assemblyai.ts'
import { aws } from './aws.ts'
import { azureOpenai } from './azure-openai.ts'
import { binance } from './binance.ts'
import { cerebras } from './cerebras.ts'
import { cloudflare } from './cloudflare.ts'
import { cohere } from './cohere.ts'
import { datadog } from './datadog.ts'
import { docusign } from './docusign.ts'
import { elevenlabs } from './elevenlabs.ts'
import { fireworks } from './fireworks.ts'
import { github } from './github.ts'
import { google } from './google.ts'
import { groq } from './groq.ts'
import { hetzner } from './hetzner.ts'
import { hubspot } from './hubspot.ts'
import { influx } from './influx.ts'
import { jobs } from './jobs.ts'
import { mavera } from './mavera.ts'
import { mavio } from './mavio.ts'
import { meta } from './meta.ts'
import { microsoft } from './microsoft.ts'
import { mira } from './mira.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import { oracle } from './oracle.ts'
import { pinecone } from './pinecone.ts'
import { plaid } from './plaid.ts'
import { qdrant } from './qdrant.ts'
import { salesforce } from './salesforce.ts'
import { stripe } from './stripe.ts'
import { supabase } from './supabase.ts'
import { tavily } from './tavily.ts'
import { vercel } from './vercel.ts'
import { xai } from './xai.ts'
import { zoom } from './zoom.ts'

/** The built-in APIs with rules of their own; of two that know a host the first one counts. */
export const providers: readonly Provider[] = /* @__PURE__ */ Object.freeze([
  alibaba,
  amazon,
  anthropic,
  assemblyai,
  aws,
  azureOpenai,
  binance,
  cerebras,
  cloudflare,
  cohere,
  datadog,
  docusign,
  elevenlabs,
  fireworks,
  github,
  google,
  groq,
  hetzner,
  hubspot,
  influx,
  jobs,
  mavera,
  mavio,
  meta,
  microsoft,
  mira,
  openai,
  openrouter,
  oracle,
  pinecone,
  plaid,
  qdrant,
  salesforce,
  stripe,
  supabase,
  tavily,
  vercel,
  xai,
  zoom,
])
export {
  alibaba,
  amazon,
  anthropic,
  assemblyai,
  aws,
  azureOpenai,
  binance,
  cerebras,
  cloudflare,
  cohere,
  datadog,
  docusign,
  elevenlabs,
  fireworks,
  github,
  google,
  groq,
  hetzner,
  hubspot,
  influx,
  jobs,
  mavera,
  mavio,
  meta,
  microsoft,
  mira,
  openai,
  openrouter,
  oracle,
  pinecone,
  plaid,
  qdrant,
  salesforce,
  stripe,
  supabase,
  tavily,
  vercel,
  xai,
  zoom,
}
