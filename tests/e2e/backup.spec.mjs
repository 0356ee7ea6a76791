// Taking one's records along, and back.
import fs from "node:fs";
import { answerInExam, answerPaper, answerRight, answerWrong, beginShortExam, doneIn, expect, goHome, goOn, handIn, open, practise, question, questionsOf, records, register, test } from "./fixtures.mjs";

const BANK = "land";

/** Some practice, a favourite and an exam. */
async function study(page) {
  await register(page, "冯某某", "某某局");
  await practise(page, `${BANK}/sequential`);
  await answerRight(page);
  await page.locator(".star").click();
  await goOn(page);
  await answerWrong(page);
  await goOn(page);
  await beginShortExam(page, { single: 2, multiple: 0, judge: 1 });
  await answerPaper(page, (position) => position > 0);
  await handIn(page);
}

/** What the pages say of a person. */
async function figures(page) {
  await open(page, "/");
  await expect(page.getByTestId("home")).toBeVisible();
  const cards = await page.locator("[data-testid=bank-card] .meter .figures").allTextContents();
  const facts = await page.locator(".facts").textContent();
  const results = await page.locator("[data-testid=home] .rows .row").allTextContents();
  await open(page, "/progress");
  await expect(page.locator(".figures-grid dd").first()).toBeVisible();
  const totals = await page.locator(".figures-grid").textContent();
  await open(page, "/review");
  await expect(page.locator(".entry").first()).toBeVisible();
  const wrong = await page.locator(".entry summary").allTextContents();
  const tiles = await page.locator(".tiles .tile").allTextContents();
  return { cards, facts, results, totals, wrong, tiles };
}

async function exportBackup(page) {
  await open(page, "/settings");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("backup-export").click()]);
  return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), "utf8") };
}

async function restore(page, text, name = "backup.json") {
  const buffer = Buffer.isBuffer(text) ? text : Buffer.from(text);
  await page.getByTestId("backup-import").setInputFiles({ name, mimeType: "application/json", buffer });
  return page.getByTestId("backup-outcome");
}

test("a backup restored in another browser shows the same, and a second time adds nothing", async ({ page, newVisitor }) => {
  await study(page);
  const { name, text } = await exportBackup(page);
  expect(name).toMatch(/^冯某某_学法备份_\d{4}-\d\d-\d\d\.json$/);
  await expect(page.getByText("上次备份：")).toBeVisible();
  const before = await figures(page);

  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await other.getByTestId("welcome-restore").click();
  await restore(other, text);
  await expect(other.getByTestId("profile-switch")).toContainText("冯某某");
  expect(await figures(other)).toEqual(before);
  await other.reload();
  expect(await figures(other)).toEqual(before);

  // The paper came along, so that it can be explained.
  await open(other, "/exam");
  await other.getByRole("region", { name: "考试记录" }).getByRole("link").click();
  await expect(other.getByTestId("reviewed-question")).toHaveCount(1);

  await open(other, "/settings");
  const kept = await records(other);
  const logs = (all) => Object.fromEntries(Object.entries(all).filter(([key]) => /^xuefa:(log|profile|paper):/.test(key)));
  const outcome = await restore(other, text);
  await expect(outcome).toContainText("新增0人");
  await expect(outcome).toContainText("新增0条记录");
  expect(logs(await records(other))).toEqual(logs(kept));
  expect(await figures(other)).toEqual(before);
});

test("restoring in a browser where nobody studied yet says what came back", async ({ page, newVisitor }) => {
  await study(page);
  const { text } = await exportBackup(page);
  const events = Object.entries(await records(page)).filter(([key]) => key.startsWith("xuefa:log:")).reduce((sum, [, log]) => sum + JSON.parse(log).d.length, 0);
  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await other.getByTestId("welcome-restore").click();
  await expect(await restore(other, text)).toContainText(`已恢复：1人（新增1人），新增${events}条记录`);
});

test("after restoring one goes on where one stopped", async ({ page, newVisitor }) => {
  await study(page);
  const { text } = await exportBackup(page);
  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await other.getByTestId("welcome-restore").click();
  await restore(other, text);
  await goHome(other);
  await other.getByTestId("continue").click();
  await expect(question(other)).toHaveAttribute("data-question", questionsOf(BANK)[2].id);
});

test("restoring merges with what is there", async ({ page, newVisitor }) => {
  await study(page);
  const { text } = await exportBackup(page);
  // The same person began on another device by themselves.
  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await register(other, "冯某某", "某某局");
  await practise(other, "civil-code/sequential");
  await answerRight(other);
  await open(other, "/settings");
  await expect(await restore(other, text)).toContainText("已恢复：1人（新增0人）");
  await open(other, "/");
  await expect(doneIn(other, "civil-code")).not.toHaveText(/^0\//);
  await expect(doneIn(other, BANK)).not.toHaveText(/^0\//);
  await open(other, "/profiles");
  await expect(other.getByTestId("profile-choice")).toHaveCount(1);
});

test("what is no sound backup is refused in words and changes nothing", async ({ page, newVisitor }) => {
  await study(page);
  const { text } = await exportBackup(page);
  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await register(other, "陈某", "另一单位");
  await practise(other, `${BANK}/sequential`);
  await answerRight(other);
  await open(other, "/settings");
  const before = await records(other);
  const altered = text.replace("冯某某", "马某某");
  expect(altered).not.toBe(text);
  const files = [
    ["cut in half", text.slice(0, text.length / 2), "备份文件不完整或被改动过"],
    ["last character missing", text.slice(0, -1), "备份文件不完整或被改动过"],
    ["altered", altered, "备份文件不完整或被改动过"],
    ["other JSON", '{"hello":"world"}', "这不是学法的备份文件"],
    ["empty", "", "这不是学法的备份文件"],
    ["not text", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff]), "这不是学法的备份文件"],
    ["newer", text.replace(/"version":1/, '"version":99'), "备份文件由更新的版本生成"],
  ];
  for (const [what, file, words] of files) {
    await test.step(what, async () => {
      const outcome = await restore(other, file);
      await expect(outcome).toContainText(words);
      await expect(outcome).toContainText("没有做任何改动");
      expect(await records(other)).toEqual(before);
    });
  }
  await open(other, "/");
  await expect(other.locator("#page-title")).toContainText("陈某");
  await expect(doneIn(other, BANK)).toHaveText(/^1\//);
});

test("inside WeChat the backup is text to copy, and that text restores", async ({ page, newVisitor }) => {
  const context = await newVisitor({
    userAgent: "Mozilla/5.0 (Linux; Android 14; V2199A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50(0x28003256) NetType/WIFI Language/zh_CN",
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const chat = await context.newPage();
  let downloads = 0;
  chat.on("download", () => { downloads += 1; });
  await chat.goto("./");
  await register(chat, "褚某", "某某站");
  await practise(chat, `${BANK}/sequential`);
  await answerRight(chat);
  await open(chat, "/settings");
  await chat.getByTestId("backup-export").click();
  const dialog = chat.getByRole("dialog");
  await expect(dialog).toContainText("不能下载文件");
  await expect(dialog).toContainText("褚某_学法备份");
  const text = await dialog.getByLabel("文件内容").inputValue();
  await dialog.getByRole("button", { name: "复制内容" }).click();
  await expect(dialog.getByText("已复制")).toBeVisible();
  expect(await chat.evaluate(() => navigator.clipboard.readText())).toBe(text);
  expect(downloads).toBe(0);

  await page.goto("./");
  await page.getByTestId("welcome-restore").click();
  await restore(page, text);
  await expect(page.getByTestId("profile-switch")).toContainText("褚某");
  await open(page, "/");
  await expect(doneIn(page, BANK)).toHaveText(/^1\//);
});

test("a backup of everyone brings everyone", async ({ page, newVisitor }) => {
  await register(page, "甲某", "一单位");
  await practise(page, `${BANK}/sequential`);
  await answerRight(page);
  await page.getByTestId("profile-switch").click();
  await register(page, "乙某", "二单位");
  await expect(page.locator("#page-title")).toContainText("乙某");
  await practise(page, "civil-code/sequential");
  await answerRight(page);
  await open(page, "/settings");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("backup-export-all").click()]);
  const text = fs.readFileSync(await download.path(), "utf8");
  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await other.getByTestId("welcome-restore").click();
  await restore(other, text);
  await expect(other.getByTestId("profile-switch")).not.toContainText("未登记");
  await open(other, "/profiles");
  await other.getByTestId("profile-choice").filter({ hasText: "甲某" }).click();
  await expect(doneIn(other, BANK)).toHaveText(/^1\//);
  await expect(doneIn(other, "civil-code")).toHaveText(/^0\//);
});

test("an exam begun on one device goes on with its time on another", async ({ page, newVisitor }) => {
  await register(page);
  const address = await beginShortExam(page, { single: 1, multiple: 0, judge: 1 });
  await answerInExam(page, true);
  const { text } = await exportBackup(page);
  const other = await (await newVisitor()).newPage();
  await other.goto("./");
  await other.getByTestId("welcome-restore").click();
  await restore(other, text);
  await expect(other.getByTestId("profile-switch")).not.toContainText("未登记");
  await goHome(other);
  await other.getByRole("link", { name: /考试未交卷.*继续/ }).click();
  await expect(other).toHaveURL(address);
  await expect(other.getByText("第2题 / 共2题")).toBeVisible();
  await expect(question(other)).toBeVisible();
  await handIn(other);
  await expect(other.getByTestId("exam-score")).toHaveText("2");
});
