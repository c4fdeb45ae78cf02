import axe from 'axe-core'
import type { Browser, BrowserContext, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { nextWeekday, useHouse } from './house.ts'

const house = useHouse()
const DATE = nextWeekday(2, 4, ['2026-12-08', '2027-01-05', '2027-01-06', '2027-10-12'])
const LIMIT_MS = 20_000
const longDate = (language: string) =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${DATE}T00:00:00Z`),
  )

/** What a function sees that runs in the page. */
interface BrowserGlobals {
  axe: typeof axe
  getComputedStyle(element: unknown): { direction: string }
}

let browser: Browser | undefined
let context: BrowserContext
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

beforeEach(async () => {
  context = await browser!.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  page.setDefaultTimeout(LIMIT_MS)
  problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
})
afterEach(async () => {
  await context.close()
  expect(problems, 'errors in the page').toEqual([])
})

async function open(): Promise<void> {
  await page.goto(`${house().system.gatewayUrl}/#token=${house().system.environment['ADMIN_TOKEN']}`)
  await page.locator('[data-socket=live]').waitFor()
}

/** The page's customer as the business knows them: the digits of their number. */
async function customer(): Promise<string> {
  return (await page.locator('.phone-me .number').innerText()).replaceAll(/\D/g, '')
}

const bubbles = () => page.locator('.bubble[data-from=business]')
const fact = (name: string) => page.locator(`[data-fact=${name}]`)

/** Types a message in the chat and waits for the answer: in the chat, and whole in the live view. */
async function say(text: string): Promise<string> {
  const before = await bubbles().count()
  const box = page.getByLabel('Message to the business')
  await box.fill(text)
  await box.press('Enter')
  await bubbles().nth(before).waitFor()
  return bubbles().nth(before).locator('.words').innerText()
}

async function seriousViolations(): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as BrowserGlobals).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

test('a customer books by typing and tapping, and the watcher sees reply, facts, advice, booking, follow-up and trace', async () => {
  await open()
  expect(page.url()).not.toContain('token')
  const phone = await customer()

  await say('Hello!')
  await say('I would like a teeth cleaning')
  await page.locator('[data-slot=service]').waitFor()
  expect(await page.locator('[data-slot=service] .quote').innerText()).toContain('teeth cleaning')
  await say(`on ${longDate('en-GB')} at 9 in the morning`)
  await say('Anna Smith')
  const before = await bubbles().count()
  await page.getByRole('list', { name: 'Answers to tap' }).getByRole('button').first().click()
  await bubbles().nth(before).waitFor()
  const last = await bubbles().nth(before).locator('.words').innerText()

  const turn = page.locator('.turn').last()
  expect(await turn.locator('.said.ai p').innerText()).toBe(last)
  expect(await page.locator('.turn').count()).toBe(5)
  await turn.getByRole('complementary', { name: 'Advice of the coach' }).waitFor()
  const card = page.locator('.panel [data-booking=confirmed]')
  await card.waitFor()
  expect(await card.innerText()).toContain('09:00')
  expect(await card.innerText()).toContain('Anna Smith')
  expect(await house().bookings(phone)).toMatchObject([
    { service: 'teeth_cleaning', local_date: DATE, local_time: '09:00' },
  ])
  await page.locator('[data-follow-up=waiting]').waitFor()
  await turn.locator('[data-mark=read], [data-mark=delivered]').waitFor()
  expect(await fact('language').innerText()).toBe('English')
  await fact('principle').waitFor()

  await expect
    .poll(
      () =>
        page
          .locator('.waterfall ol li')
          .evaluateAll((bars) => new Set(bars.map((bar) => bar.getAttribute('data-service'))).size),
      {
        timeout: LIMIT_MS,
      },
    )
    .toBeGreaterThanOrEqual(5)
  expect(await seriousViolations()).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousViolations()).toEqual([])
})

test('Hebrew runs from right to left on both sides', async () => {
  await open()
  const reply = await say('שלום, אני רוצה לקבוע תור לניקוי שיניים')
  expect(reply).toMatch(/[\u0590-\u05FF]/)
  const direction = (selector: string) =>
    page
      .locator(selector)
      .last()
      .evaluate((element) => (globalThis as unknown as BrowserGlobals).getComputedStyle(element).direction)
  expect(await direction('.bubble.mine')).toBe('rtl')
  expect(await direction('.bubble.theirs')).toBe('rtl')
  await page.locator('.turn .said.ai').waitFor()
  expect(await direction('.turn .said.ai p')).toBe('rtl')
  await expect.poll(() => fact('language').innerText(), { timeout: LIMIT_MS }).toBe('Hebrew')
})

test('what happens while the line is down is there when it is back, once', async () => {
  let isDown = false
  const lines: WebSocketRoute[] = []
  await page.routeWebSocket('**/ws', (route) => {
    if (isDown) return void route.close()
    lines.push(route)
    route.connectToServer()
  })
  await open()
  await say('Hello!')
  const contact = house().contact(await customer())

  isDown = true
  for (const route of lines) await route.close()
  await page.locator('[data-socket=waiting]').waitFor()
  await contact.ask('What are your opening hours?')
  await contact.ask('How much is a teeth cleaning?')
  expect(await page.locator('.turn').count()).toBe(1)

  isDown = false
  await page.getByText('Live again').waitFor()
  const said = page.locator('.turn .said.contact p')
  await expect
    .poll(() => said.allInnerTexts(), { timeout: LIMIT_MS })
    .toEqual(['Hello!', 'What are your opening hours?', 'How much is a teeth cleaning?'])
  expect(await page.locator('.turn .said.ai').count()).toBe(3)
})

test('a human takes over, answers in the customer’s chat, and gives back', async () => {
  await open()
  await say('Hello!')
  await page.locator('.turn .said.ai').waitFor()
  await page.getByRole('button', { name: 'Take over' }).click()
  await page.locator('[data-holder=human]').waitFor()

  const before = await bubbles().count()
  const box = page.getByLabel('Message to the business')
  await box.fill('How much is a teeth cleaning?')
  await box.press('Enter')
  await page.getByText('Left to the person who answers').waitFor()
  const answer = page.getByLabel('Answer as a person')
  await answer.fill('Rosa here: 65 euros.')
  await answer.press('Enter')
  await bubbles().nth(before).waitFor()
  expect(await bubbles().allInnerTexts()).toHaveLength(before + 1)
  expect(await bubbles().nth(before).innerText()).toContain('Rosa here: 65 euros.')
  await page.locator('.said.human').waitFor()

  await page.getByRole('button', { name: 'Give back' }).click()
  await page.locator('[data-holder=ai]').waitFor()
  await say('What are your opening hours?')
})

test('without a token the page asks for it, and says when one is not good', async () => {
  await page.goto(house().system.gatewayUrl)
  const box = page.getByLabel('Token')
  await box.fill('not-the-token')
  await page.getByRole('button', { name: 'Watch' }).click()
  await page.getByRole('alert').waitFor()
  await box.fill(house().system.environment['ADMIN_TOKEN'] ?? '')
  await page.getByRole('button', { name: 'Watch' }).click()
  await page.locator('[data-socket=live]').waitFor()
  await page.getByRole('button', { name: 'Connections' }).click()
  await page.getByRole('dialog').getByText('WhatsApp').first().waitFor()
})

test('on a phone one side shows at a time', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open()
  await say('Hello!')
  expect(await page.locator('.live').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Live view' }).click()
  await page.locator('.turn .said.ai').waitFor()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  expect(await seriousViolations()).toEqual([])
})
