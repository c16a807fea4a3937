import { type Provider, defineProvider } from '../provider.ts'

/** InfluxDB: a quota is said in words alone, under whatever status the part has that met it. Source: InfluxDB Cloud, API. */
export const influx: Provider = /* @__PURE__ */ defineProvider({
  name: 'influx',
  hosts: ['*.influxdata.com', '*.influxdata.io'],
  phrases: { quota: ['would exceed quota'] },
})
