// What every test shares: a page that may not misbehave, and the things a person does on it.
import fs from "node:fs";
import path from "node:path";
import { expect, test as base } from "@playwright/test";

export { expect };

/** The folder with the built app. */
export const dist = process.env.XUEFA_DIST ?? path.resolve(import.meta.dirname, "../../dist");

/** Collects whatever must never happen on a page of ours. */
export async function guard(context, origin, trouble) {
  context.setDefaultTimeout(10_000);
  context.setDefaultNavigationTimeout(20_000);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error") trouble.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => trouble.push(`pageerror: ${error.error().stack ?? error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const inside = url.origin === origin || url.protocol === "data:" || url.protocol === "blob:";
    if (!inside) trouble.push(`request to another origin: ${request.url()}`);
  });
}

export const test = base.extend({
  /** What went wrong on any page of this test; a test that provokes something takes it out again. */
  trouble: async ({}, use) => {
    const trouble = [];
    await use(trouble);
    expect(trouble, "console errors, exceptions, violations of the content policy, foreign requests").toEqual([]);
  },
  context: async ({ context, baseURL, trouble }, use) => {
    await guard(context, new URL(baseURL).origin, trouble);
    await use(context);
  },
  /** Someone else's browser: nothing shared with the first one. */
  newVisitor: async ({ browser, baseURL, trouble, contextOptions }, use, testInfo) => {
    const opened = [];
    await use(async (options = {}) => {
      const { viewport, hasTouch, isMobile, deviceScaleFactor, locale, timezoneId } = testInfo.project.use;
      const context = await browser.newContext({
        ...contextOptions, baseURL, viewport, hasTouch, isMobile, deviceScaleFactor, locale, timezoneId, ...options,
      });
      await guard(context, new URL(options.baseURL ?? baseURL).origin, trouble);
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.close();
  },
});

// ---- The bank files -------------------------------------------------------------------------

let known;

/** Every question of the built app by id, with `key`: the right options by their index in the file. */
export function loadAnswers() {
  if (known) return known;
  known = new Map();
  const folder = path.join(dist, "banks");
  const files = fs.readdirSync(folder).map((name) => ({ name, parts: /^(.+)-(\d+)\.[0-9a-f]+\.json$/.exec(name) }));
  const shards = files.filter((file) => file.parts).map(({ name, parts }) => ({ name, bank: parts[1], number: Number(parts[2]) }));
  shards.sort((a, b) => a.bank.localeCompare(b.bank) || a.number - b.number);
  for (const { name, bank } of shards) {
    for (const question of JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")).questions) {
      const key = typeof question.answer === "boolean" ? [question.answer ? 0 : 1] : [...question.answer].map((letter) => letter.charCodeAt(0) - 65);
      const options = question.options ?? ["正确", "错误"];
      known.set(question.id, { ...question, options, key, bank });
    }
  }
  return known;
}

/** A question of the bank files. */
export function knownQuestion(id) {
  const question = loadAnswers().get(id);
  if (!question) throw new Error(`the bank files hold no question ${id}`);
  return question;
}

/** The ids of the banks. */
export function bankIds() {
  return [...new Set([...loadAnswers().values()].map((question) => question.bank))];
}

/** The questions of a bank. */
export function questionsOf(bank) {
  return [...loadAnswers().values()].filter((question) => question.bank === bank);
}

// ---- Going about ----------------------------------------------------------------------------

/** Opens a place in the app and waits until its heading stands. */
export async function open(page, route = "/") {
  // The page that is left must not be taken for the one that comes.
  await page.evaluate((hash) => {
    window.arrived = null;
    if (decodeURI(location.hash) === hash) return;
    window.arrived = new Promise((arrive) => {
      window.addEventListener("hashchange", () => setTimeout(arrive), { once: true });
    });
  }, `#${route}`);
  await page.goto(`./#${route}`);
  await page.evaluate(() => window.arrived);
  await expect(page.locator("#page-title")).toBeVisible();
}

/** First use: name and unit. Ends on the page that was asked for. */
export async function register(page, name = "张某某", unit = "测试街道办事处") {
  if (page.url() === "about:blank") await page.goto("./");
  await page.getByTestId("profile-name").fill(name);
  await page.getByTestId("profile-unit").fill(unit);
  await page.getByTestId("profile-save").click();
  await expect(page.getByTestId("welcome")).toHaveCount(0);
}

/** The question on screen. */
export const question = (page) => page.getByTestId("question");

/** The id of the question on screen. */
export async function questionId(page) {
  await expect(question(page)).toBeVisible();
  return question(page).getAttribute("data-question");
}

/** Practises a set of questions by its key, such as `land/sequential`. */
export async function practise(page, set) {
  await open(page, `/practice/${set}`);
  await expect(question(page)).toBeVisible();
}

/** Presses the options with these indices and, for several, the confirming button. */
export async function choose(page, indices) {
  const several = (await question(page).getAttribute("data-kind")) === "multiple";
  for (const index of indices) await page.locator(`[data-testid=option][data-option="${index}"]`).click();
  if (several) await page.getByTestId("submit-answer").click();
}

/** Options that are a wrong answer to the question; of several right ones at least two are chosen, as the page asks. */
export function wrongChoice({ key, options, kind }) {
  const other = options.findIndex((_, index) => !key.includes(index));
  if (kind !== "multiple") return [other];
  return other < 0 ? key.slice(1) : [key[0], other];
}

/** Answers the question on screen right. Returns its id. */
export async function answerRight(page) {
  const id = await questionId(page);
  await choose(page, knownQuestion(id).key);
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "true");
  return id;
}

/** Answers the question on screen wrong. Returns its id. */
export async function answerWrong(page) {
  const id = await questionId(page);
  await choose(page, wrongChoice(knownQuestion(id)));
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
  return id;
}

/** Goes on to the next question, or to the end of the set. */
export async function goOn(page) {
  const id = await questionId(page);
  await page.getByTestId("next-question").click();
  await expect(page.locator(`[data-testid=question][data-question="${id}"]`)).toHaveCount(0);
}

/** Practises on until a question of this kind is on screen. */
export async function goOnTo(page, kind) {
  for (let step = 0; step < 80; step += 1) {
    await expect(question(page)).toBeVisible();
    if ((await question(page).getAttribute("data-kind")) === kind) return;
    await goOn(page);
  }
  throw new Error(`no ${kind} question among the first eighty`);
}

/** Home by the name at the top, which stands on every page. */
export async function goHome(page) {
  await page.getByRole("link", { name: "学法" }).first().click();
  await expect(page.getByTestId("home")).toBeVisible();
}

/** How many of a bank are done, as its card on the home page says: `3/120` gives 3. */
export function doneIn(page, bank) {
  return page.locator(`[data-testid=bank-card][data-bank="${bank}"] .meter .figures`);
}

/** Changes a setting by its test hook. */
export async function set(page, testid, on) {
  await open(page, "/settings");
  await page.getByTestId(testid).setChecked(on);
}

/**
 * Puts a clock in our hands. Its timers have numbers too large for a wasm program to give back
 * when it stops them, unlike those of any browser; so they are handed out small.
 */
export async function installClock(page, options) {
  await page.clock.install(options);
  await page.context().addInitScript(() => {
    const numbers = new Map();
    let next = 1;
    for (const [begin, end] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"]]) {
      const [realBegin, realEnd] = [window[begin].bind(window), window[end].bind(window)];
      window[begin] = (...call) => {
        numbers.set(next, realBegin(...call));
        next += 1;
        return next - 1;
      };
      window[end] = (number) => realEnd(numbers.get(number) ?? number);
    }
  });
}

// ---- Exams ----------------------------------------------------------------------------------

/** Makes a short paper of one's own and begins it. Returns the address of the sitting. */
export async function beginShortExam(page, { single = 2, multiple = 1, judge = 1, minutes = 30, banks = [] } = {}) {
  await open(page, "/exam/new/free");
  for (const [kind, count] of [["单选题", single], ["多选题", multiple], ["判断题", judge]]) {
    await page.getByRole("group", { name: kind, exact: true }).getByLabel("题数").fill(String(count));
  }
  await page.getByLabel("时间（分钟）").fill(String(minutes));
  for (const bank of banks) await page.getByRole("checkbox", { name: bank }).check();
  await page.getByTestId("exam-start").click();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  return page.url();
}

/** Answers the exam question on screen; `right` or not. */
export async function answerInExam(page, right = true) {
  const known = knownQuestion(await questionId(page));
  const wanted = right ? known.key : wrongChoice(known);
  for (const index of wanted) {
    const option = page.locator(`[data-testid=option][data-option="${index}"]`);
    await option.click();
    await expect(option).toHaveAttribute("aria-pressed", "true");
  }
  return known;
}

/** How many questions the paper on screen has. */
export async function paperLength(page) {
  const text = await page.getByText(/^第\d+题 \/ 共\d+题/).textContent();
  return Number(/共(\d+)题/.exec(text)[1]);
}

/** Answers from the question on screen to the last; `right(position)` says how, `null` leaves a blank. */
export async function answerPaper(page, right = () => true) {
  const n = await paperLength(page);
  const asked = [];
  for (let position = 0; position < n; position += 1) {
    const how = right(position);
    asked.push(how === null ? knownQuestion(await questionId(page)) : await answerInExam(page, how));
    if (position + 1 < n) await goOn(page);
  }
  return asked;
}

/** Hands in and waits for the score. */
export async function handIn(page) {
  await page.getByTestId("exam-submit").click();
  await page.getByTestId("exam-confirm").click();
  await expect(page.getByTestId("exam-score")).toBeVisible();
}

/** Seconds on the exam's clock. */
export async function secondsLeft(page) {
  const text = (await page.getByTestId("exam-timer").textContent()).replace(/[^\d:]/g, "");
  return text.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

// ---- Records --------------------------------------------------------------------------------

/** Everything this browser keeps. */
export function records(page) {
  return page.evaluate(() => Object.fromEntries(Object.entries({ ...localStorage }).sort()));
}

/** Writes records behind the app's back and opens the page anew. */
export async function plant(page, entries) {
  if (page.url() === "about:blank") await page.goto("./");
  await page.evaluate((entries) => {
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, typeof value === "string" ? value : JSON.stringify(value));
  }, entries);
  await page.reload();
}

/** The records of a person who did these events, `[time, event]`, as this version writes them. */
export function person(id, name, unit, events, created = Date.UTC(2026, 0, 1)) {
  return {
    [`xuefa:profile:${id}`]: { v: 1, d: { id, name, unit, created } },
    [`xuefa:log:${id}:planted-0`]: { v: 1, d: events.map(([at, event], number) => [number + 1, at, event]) },
    "xuefa:device": { v: 1, d: { current: id, theme: "system", type_size: "normal" } },
  };
}

/** The event of an answer, right or wrong. */
export function answered(id, right = true, mode = "sequential") {
  const known = knownQuestion(id);
  const mask = (indices) => indices.reduce((bits, index) => bits | (1 << index), 0);
  return { a: [id, mode, mask(right ? known.key : wrongChoice(known)), right] };
}
