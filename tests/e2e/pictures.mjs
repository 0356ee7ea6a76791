// Takes the pictures of README and guide from the built app: `cargo xtask pictures`.
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { answerInExam, answerRight, answerWrong, answered, beginShortExam, expect, goOn, goOnTo, handIn, open, person, plant, practise, questionsOf, register } from "./fixtures.mjs";

const folder = path.resolve(import.meta.dirname, "../../docs/pictures");
fs.mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.XUEFA_CHROMIUM ?? "/usr/bin/chromium",
  env: { ...process.env, LANGUAGE: "zh_CN" },
  args: ["--lang=zh-CN", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});

async function visitor(viewport) {
  const context = await browser.newContext({
    baseURL: process.env.XUEFA_URL, viewport, deviceScaleFactor: 1.5, locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce",
  });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

async function picture(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.waitForTimeout(200);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`${name}.png`);
}

const phone = await visitor({ width: 360, height: 740 });
await phone.goto("./");
await expect(phone.getByTestId("welcome")).toBeVisible();
await picture(phone, "welcome");

// Someone who has studied for some weeks.
const ids = ["civil-code", "petition-work-regulations", "land"].flatMap((bank) => questionsOf(bank).slice(0, 60).map(({ id }) => id));
const day = 86_400_000;
const history = ids.map((id, at) => [Date.now() - day * (24 - Math.floor(at / 8)) + at * 20_000, answered(id, at % 5 !== 3, "random")]);
await plant(phone, { ...person("p1", "张某", "石桥村", history), "xuefa:backed-up:p1": { v: 1, d: Date.now() } });
await open(phone, "/");
await picture(phone, "home");

await practise(phone, "civil-code/sequential");
await goOnTo(phone, "single");
await answerWrong(phone);
await phone.getByTestId("feedback").scrollIntoViewIfNeeded();
await picture(phone, "feedback");
await goOn(phone);

await open(phone, "/bank/civil-code");
await picture(phone, "bank");
await open(phone, "/topics");
await picture(phone, "topics");
await open(phone, "/review");
await picture(phone, "review");
await open(phone, "/progress");
await picture(phone, "progress");
await open(phone, "/exam");
await picture(phone, "exams");
await beginShortExam(phone, { single: 10, multiple: 4, judge: 6 });
await answerInExam(phone);
await goOn(phone);
await answerInExam(phone);
await picture(phone, "exam-run");
await goOn(phone);
for (let position = 2; position < 20; position += 1) {
  await answerInExam(phone, position % 6 !== 0);
  if (position < 19) await goOn(phone);
}
await handIn(phone);
await picture(phone, "exam-result");
await open(phone, "/settings");
await phone.getByTestId("backup-export").scrollIntoViewIfNeeded();
await picture(phone, "backup");

const desk = await visitor({ width: 1180, height: 720 });
await register(desk, "李某", "党政办");
const people = [["a", "张某", "石桥村", 60], ["b", "王某", "石桥村", 24], ["c", "赵某", "青龙社区", 45], ["d", "周某", "党政办", 12], ["e", "吴某", "青龙社区", 0]];
for (const [id, name, unit, n] of people) {
  const events = ids.slice(0, n).map((question, at) => [Date.now() - day * (at % 9) - at * 1000, answered(question, (at + n) % 6 !== 0)]);
  const { "xuefa:device": _, ...records } = person(id, name, unit, events);
  await plant(desk, records);
}
await open(desk, "/organiser");
await picture(desk, "organiser");
await open(desk, "/practice/petition-work-regulations/random");
await goOnTo(desk, "multiple");
await answerRight(desk);
await picture(desk, "desktop");
await browser.close();
