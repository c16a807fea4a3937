/**
 * One compare-and-set, of one key. KEYS: the record. ARGV: the version that the caller built on, the caller's name, the number of this
 * write (0: only look), the time to live, the new state, its time. Answers: whether it was written (-1: something else lies there), the
 * number of the caller's last write that is in the record, the server's time in seconds and microseconds, and, where the version is
 * another one: the version, the state, its time, the time to live.
 *
 * A record lists the last write of each writer, the latest first: a write whose answer was lost is known again, and never done twice.
 */
export const swap = `local now = redis.call('TIME')
local held = redis.pcall('HMGET', KEYS[1], 'v', 'w')
if held.err then return {-1, 0, now[1], now[2]} end
local version, writers = held[1] or '', held[2] or ''
local base, writer, number = ARGV[1], ARGV[2], tonumber(ARGV[3])
local mine = tonumber(string.match(writers, writer .. ':(%d+) ') or 0)
if number > mine and version == base then
  local others = string.gsub(writers, writer .. ':%d+ ', '')
  local own = writer .. ':' .. ARGV[3]
  redis.call('HSET', KEYS[1], 'v', own, 'w', string.sub(own .. ' ' .. others, 1, 4000), 's', ARGV[5], 't', ARGV[6])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  return {1, number, now[1], now[2]}
end
if version == base then return {0, mine, now[1], now[2]} end
local record = redis.call('HMGET', KEYS[1], 's', 't')
return {0, mine, now[1], now[2], version, record[1] or '', record[2] or '0', redis.call('PTTL', KEYS[1])}`

/**
 * Compares many keys. ARGV: the version of each that the caller has. Answers: the server's time, and a list for each key that has another
 * version: which one it is, from 1, the version, the state, its time, the time to live; the first alone where no record is: a key of
 * something else, or of another server behind a proxy, is to be asked for by itself.
 */
export const compare = `local now = redis.call('TIME')
local answer = {now[1], now[2]}
for index, key in ipairs(KEYS) do
  local version = redis.pcall('HGET', key, 'v') or ''
  if version ~= ARGV[index] then
    local other = {index}
    if type(version) == 'string' and version ~= '' then
      local record = redis.call('HMGET', key, 's', 't')
      other = {index, version, record[1] or '', record[2] or '0', redis.call('PTTL', key)}
    end
    answer[#answer + 1] = other
  end
end
return answer`

/** What is there, where it is not what the caller has. `version` is empty where nothing is. */
export type Other = Readonly<{ version: string; state: string; atMs: number; ttlMs: number }>

export type Reply = Readonly<{
  written: boolean
  /** The number of the caller's last write that is in the record; 0 for none. */
  mine: number
  other: Other | undefined
  /** Something else than a record lies there. */
  isForeign: boolean
}>

/** `timeMs`: the server's. */
export type Timed<Value> = readonly [timeMs: number, Value]

/** @throws TypeError for what the script does not answer. */
export function swapped(answer: unknown): Timed<Reply> {
  const [written, mine, seconds, microseconds, ...other] = listOf(answer, 4)
  const reply = {
    written: Number(written) === 1,
    mine: Number(mine),
    other: otherOf(other),
    isForeign: Number(written) === -1,
  }
  return [timeOf(seconds, microseconds), reply]
}

/**
 * By the index of the key: what is there, or null for no record; of keys that are as the caller has them nothing.
 * @throws TypeError for what the script does not answer.
 */
export function compared(answer: unknown): Timed<ReadonlyMap<number, Other | null>> {
  const [seconds, microseconds, ...others] = listOf(answer, 2)
  const found = others.map((each) => {
    const [index, ...other] = listOf(each, 1)
    return [Number(index) - 1, otherOf(other) ?? null] as const
  })
  return [timeOf(seconds, microseconds), new Map(found)]
}

const timeOf = (seconds: unknown, microseconds: unknown): number =>
  Number(seconds) * 1_000 + Number(microseconds) / 1_000

const otherOf = (other: readonly unknown[]): Other | undefined => {
  // texts may come as bytes, as the client was told
  const [version = '', state = '', atMs, ttlMs] = other.map(String)
  return other.length === 0 ? undefined : { version, state, atMs: Number(atMs), ttlMs: Number(ttlMs) }
}

function listOf(answer: unknown, least: number): readonly unknown[] {
  if (!Array.isArray(answer) || answer.length < least) throw new TypeError('recourse: not an answer of the script')
  return answer as readonly unknown[]
}
