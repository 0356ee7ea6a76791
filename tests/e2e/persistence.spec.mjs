// Nothing that was answered is lost, and nothing of one person shows with another.
import fs from "node:fs";
import { answerInExam, answerRight, answerWrong, answered, beginShortExam, doneIn, expect, goHome, goOn, handIn, installClock, open, person, plant, practise, question, questionId, questionsOf, records, register, test } from "./fixtures.mjs";

const BANK = "land";
const DAY = 24 * 60 * 60 * 1000;

/** How many questions of the bank the home page says are done. */
async function expectDone(page, n) {
  await expect(doneIn(page, BANK)).toHaveText(`${n}/${questionsOf(BANK).length}`);
}

/** Fills the rest of this browser's room, down to the last character. */
async function fillUp(page) {
  await page.evaluate(() => {
    let piece = "x".repeat(1 << 20);
    for (let number = 0; piece.length >= 1; ) {
      try {
        localStorage.setItem(`filler-${number}`, piece);
        number += 1;
      } catch {
        piece = piece.slice(0, Math.floor(piece.length / 2));
      }
    }
  });
}

/** Gives the room back. */
async function makeRoom(page) {
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("filler-")) localStorage.removeItem(key);
  });
}

test.describe("leaving the page", () => {
  test("closing the tab in the middle of practice loses nothing", async ({ page, context }) => {
    await register(page);
    await practise(page, `${BANK}/sequential`);
    const first = await answerRight(page);
    await goOn(page);
    const second = await answerWrong(page);
    await page.close();
    const next = await context.newPage();
    await practise(next, `${BANK}/sequential`);
    await expect(question(next)).toHaveAttribute("data-question", second);
    await expect(next.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
    await next.getByRole("button", { name: "上一题" }).click();
    await expect(question(next)).toHaveAttribute("data-question", first);
    await expect(next.getByTestId("feedback")).toHaveAttribute("data-correct", "true");
    await goHome(next);
    await expectDone(next, 2);
  });

  test("a tab killed right after an answer has saved it", async ({ page, context }) => {
    await register(page);
    await practise(page, `${BANK}/sequential`);
    const id = await questionId(page);
    // The answer and the end of the page in one go: nothing may wait for later.
    const kept = await page.getByTestId("option").first().evaluate((option) => {
      option.click();
      document.querySelector("[data-testid=submit-answer]")?.click();
      return Object.entries({ ...localStorage }).filter(([key]) => key.startsWith("xuefa:log:")).map(([, text]) => text).join();
    });
    await page.close({ runBeforeUnload: false });
    expect(kept).toContain(`"a":["${id}",`);
    const next = await context.newPage();
    await open(next, "/");
    await expectDone(next, 1);
  });

  test("reload and closed tab in the middle of an exam: answers, flags and place stay", async ({ page, context }) => {
    await register(page);
    const address = await beginShortExam(page, { single: 3, multiple: 1, judge: 1 });
    const first = await answerInExam(page, true);
    await page.getByTestId("exam-flag").click();
    await goOn(page);
    await answerInExam(page, false);
    await page.reload();
    await expect(page.getByText("第3题 / 共5题")).toBeVisible();
    await answerInExam(page, true);
    await page.close();
    const next = await context.newPage();
    await next.goto(address);
    await expect(next.getByText("第4题 / 共5题")).toBeVisible();
    await next.getByRole("button", { name: "答题卡" }).click();
    await expect(next.getByText("共5题，未答2题")).toBeVisible();
    await next.getByRole("button", { name: "第1题 已答，已标记" }).click();
    await expect(next.locator(`[data-testid=option][data-option="${first.key[0]}"]`)).toHaveAttribute("aria-pressed", "true");
    await handIn(next);
    await expect(next.getByTestId("exam-score")).toHaveText("4");
  });
});

test.describe("two tabs", () => {
  test("figures agree without a reload", async ({ page, context }) => {
    await register(page);
    const other = await context.newPage();
    await open(other, "/");
    await expectDone(other, 0);
    await practise(page, `${BANK}/sequential`);
    await answerRight(page);
    await goOn(page);
    await answerWrong(page);
    await expectDone(other, 2);
    await expect(other.getByText("2题").first()).toBeVisible();
    await expect(other.getByRole("link", { name: /错题本 1题待掌握/ })).toBeVisible();
    // And the other way, at the same time, in another bank.
    await practise(other, "civil-code/sequential");
    await answerRight(other);
    await goOn(page);
    await answerRight(page);
    await goHome(page);
    await expectDone(page, 3);
    await expect(doneIn(page, "civil-code")).toHaveText(/^1\//);
    await page.reload();
    await expectDone(page, 3);
    await expect(page.getByText("今天已做4题")).toBeVisible();
  });

  test("the same practice in both: an answer shows in the other", async ({ page, context }) => {
    await register(page);
    await practise(page, `${BANK}/sequential`);
    const other = await context.newPage();
    await practise(other, `${BANK}/sequential`);
    const id = await answerRight(page);
    await expect(question(other)).toHaveAttribute("data-question", id);
    await expect(other.getByTestId("feedback")).toHaveAttribute("data-correct", "true");
  });

  test("the same practice in both: every answer is kept, and counted once each", async ({ page, context }) => {
    await register(page);
    await practise(page, `${BANK}/sequential`);
    const other = await context.newPage();
    await practise(other, `${BANK}/sequential`);
    await answerRight(page);
    await goOn(page);
    await answerRight(page);
    await goOn(other);
    await goOn(other);
    await answerWrong(other);
    await goHome(page);
    await goHome(other);
    for (const tab of [page, other]) {
      await expectDone(tab, 3);
      await expect(tab.getByText("今天已做3题")).toBeVisible();
    }
    await other.reload();
    await expectDone(other, 3);
  });

  test("one exam in both: answers and the end agree", async ({ page, context }) => {
    await register(page);
    const address = await beginShortExam(page, { single: 2, multiple: 0, judge: 1 });
    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByTestId("exam-timer")).toBeVisible();
    const first = await answerInExam(page, true);
    await expect(other.locator(`[data-testid=option][data-option="${first.key[0]}"]`)).toHaveAttribute("aria-pressed", "true");
    await page.getByTestId("exam-flag").click();
    await expect(other.getByTestId("exam-flag")).toHaveText("已标记");
    await goOn(other);
    await answerInExam(other, true);
    await page.getByTestId("exam-submit").click();
    await expect(page.getByRole("dialog")).toContainText("还有1题没有作答");
    await page.getByTestId("exam-confirm").click();
    await expect(page.getByTestId("exam-score")).toHaveText("4");
    await expect(other.getByTestId("exam-score")).toHaveText("4");
    const all = Object.values(await records(other)).join();
    expect(all.match(/"xs":/g)).toHaveLength(1);
  });

  test("handed in from both tabs at once gives one result that both show", async ({ page, context }) => {
    await register(page);
    const address = await beginShortExam(page, { single: 1, multiple: 0, judge: 1 });
    const other = await context.newPage();
    await other.goto(address);
    await answerInExam(page, true);
    for (const tab of [page, other]) await tab.getByTestId("exam-submit").click();
    await Promise.all([page, other].map((tab) => tab.getByTestId("exam-confirm").evaluate((button) => button.click())));
    for (const tab of [page, other]) await expect(tab.getByTestId("exam-score")).toHaveText("2");
    await open(page, "/exam");
    await expect(page.getByRole("region", { name: "考试记录" }).getByRole("row")).toHaveCount(2);
  });

  test("a person removed in one tab is gone in the other", async ({ page, context }) => {
    await register(page, "周某");
    const other = await context.newPage();
    await open(other, "/");
    await open(page, "/profiles");
    await page.getByRole("button", { name: "删除周某" }).click();
    await page.getByTestId("profile-delete-confirm").click();
    await expect(other.getByTestId("welcome")).toBeVisible();
  });
});

test.describe("damaged and newer records", () => {
  const [first, second] = questionsOf(BANK);
  const planted = () => ({
    ...person("p1", "吴某", "测试单位", [[Date.now() - DAY, answered(first.id)], [Date.now() - DAY, answered(second.id, false)]]),
    "xuefa:log:p1:broken-0": '{"v":1,"d":[[1,17',
  });

  test("a damaged record is told of, the others count, and it can be downloaded", async ({ page }) => {
    await plant(page, planted());
    const notice = page.getByTestId("record-problems");
    await expect(notice).toBeVisible();
    await expect(notice).toContainText("有1条记录没有读出");
    await expect(notice).toContainText("其他记录不受影响");
    await expectDone(page, 2);
    await practise(page, `${BANK}/random`);
    await answerRight(page);

    await open(page, "/settings");
    await expect(page.getByText("有1条损坏的记录已单独保存")).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-set-aside").click()]);
    expect(download.suggestedFilename()).toMatch(/^学法损坏记录_\d{4}-\d\d-\d\d\.txt$/);
    const text = fs.readFileSync(await download.path(), "utf8");
    expect(text).toContain("xuefa:log:p1:broken-0");
    expect(text).toContain('{"v":1,"d":[[1,17');
    // Told of once: it lies aside now.
    await page.reload();
    await expect(page.locator("#page-title")).toBeVisible();
    await expect(page.getByText("有1条损坏的记录已单独保存")).toBeVisible();
    await expect(page.getByTestId("record-problems")).toHaveCount(0);
    await page.getByRole("button", { name: "删除损坏记录" }).click();
    await expect(page.getByText("条损坏的记录")).toHaveCount(0);
  });

  for (const [what, entry] of Object.entries({
    "a paper": { "xuefa:paper:p1:e1": "�garbage" },
    "a place": { "xuefa:place:p1:land/sequential": "null" },
    "a session": { "xuefa:session:p1:land/sequential": '{"v":1,"d":{"questions":7}}' },
    "the device's settings": { "xuefa:device": "}{" },
    "a profile": { "xuefa:profile:p2": '{"v":1}' },
  })) {
    test(`${what} damaged: the page works and no other record changes`, async ({ page }) => {
      const before = { ...planted(), ...entry };
      delete before["xuefa:log:p1:broken-0"];
      await plant(page, before);
      if (what === "the device's settings") await page.getByRole("button", { name: "吴某（测试单位）" }).click();
      await expect(page.getByTestId("home")).toBeVisible();
      await expectDone(page, 2);
      await practise(page, `${BANK}/sequential`);
      const after = await records(page);
      for (const [key, value] of Object.entries(before)) {
        if (!(key in entry) && !/^xuefa:(device|session|place)/.test(key)) expect(after[key], key).toBe(JSON.stringify(value));
      }
    });
  }

  test("a record of a newer version is left exactly as it is", async ({ page }) => {
    const newer = '{"v":99,"d":{"new":["shape"]}}';
    await plant(page, { ...planted(), "xuefa:log:p1:broken-0": newer });
    await expect(page.getByTestId("record-problems")).toContainText("由更新的版本写入");
    await expectDone(page, 2);
    await practise(page, `${BANK}/sequential`);
    await answerRight(page);
    await page.reload();
    await expect(page.getByTestId("record-problems")).toBeVisible();
    const after = await records(page);
    expect(after["xuefa:log:p1:broken-0"]).toBe(newer);
    expect(Object.keys(after).filter((key) => key.startsWith("xuefa:set-aside:"))).toEqual([]);
  });
});

test.describe("no room", () => {
  test("an answer that cannot be saved is told of, stays on screen, and is saved once there is room", async ({ page }) => {
    await register(page);
    await practise(page, `${BANK}/sequential`);
    await answerRight(page);
    await goOn(page);
    await fillUp(page);
    const before = (await records(page));
    const id = await answerRight(page);
    const error = page.getByTestId("storage-error");
    await expect(error).toContainText("存储空间已满");
    await expect(error).toContainText("还没有保存");
    // What was saved before is as it was.
    const during = await records(page);
    for (const [key, value] of Object.entries(before)) if (key.startsWith("xuefa:log:")) expect(during[key]).toBe(value);
    await error.getByRole("button", { name: "重试保存" }).click();
    await expect(error).toBeVisible();
    await makeRoom(page);
    await error.getByRole("button", { name: "重试保存" }).click();
    await expect(error).toHaveCount(0);
    await page.reload();
    await expect(question(page)).toHaveAttribute("data-question", id);
    await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "true");
    await goHome(page);
    await expectDone(page, 2);
  });

  test("the warning stays as long as an answer is unsaved, whatever else can be saved", async ({ page }) => {
    await register(page);
    await practise(page, `${BANK}/sequential`);
    await goOn(page);
    await fillUp(page);
    await answerRight(page);
    const error = page.getByTestId("storage-error");
    await expect(error).toBeVisible();
    // Going on writes the place anew, for which there is room.
    await goOn(page);
    await expect(error).toBeVisible();
    await page.getByRole("button", { name: "上一题" }).click();
    await expect(error).toBeVisible();
    await makeRoom(page);
    await error.getByRole("button", { name: "重试保存" }).click();
    await expect(error).toHaveCount(0);
    await page.reload();
    await goHome(page);
    await expectDone(page, 1);
  });

  test("in an exam: 未保存 is shown, the answer stays chosen, and the next save takes it along", async ({ page }) => {
    await register(page);
    await beginShortExam(page, { single: 2, multiple: 0, judge: 1 });
    await fillUp(page);
    const first = await answerInExam(page, true);
    await expect(page.getByTestId("exam-saved")).toHaveText("未保存");
    await expect(page.getByTestId("storage-error")).toBeVisible();
    await makeRoom(page);
    await goOn(page);
    await answerInExam(page, true);
    await expect(page.getByTestId("exam-saved")).toHaveText("已保存");
    await page.reload();
    await expect(page.getByText("第3题 / 共3题")).toBeVisible();
    await page.getByRole("button", { name: "答题卡" }).click();
    await page.getByRole("button", { name: "第1题 已答" }).click();
    await expect(page.locator(`[data-testid=option][data-option="${first.key[0]}"]`)).toHaveAttribute("aria-pressed", "true");
  });

  test("no room at the first visit: registering says so and may be tried again", async ({ page }) => {
    await page.goto("./");
    await expect(page.getByTestId("welcome")).toBeVisible();
    await fillUp(page);
    await page.getByTestId("profile-name").fill("郑某");
    await page.getByTestId("profile-unit").fill("测试单位");
    await page.getByTestId("profile-save").click();
    await expect(page.locator("#profile-error")).toContainText("存储空间已满");
    expect(Object.keys(await records(page)).filter((key) => key.startsWith("xuefa:profile:"))).toEqual([]);
    await makeRoom(page);
    await page.getByTestId("profile-save").click();
    await expect(page.getByTestId("home")).toBeVisible();
    await page.reload();
    await expect(page.getByTestId("home")).toBeVisible();
  });
});

test("a browser that refuses storage: the page works and says what that means", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await page.goto("./");
  await expect(page.getByTestId("storage-error")).toContainText("不允许保存数据");
  await register(page);
  await practise(page, `${BANK}/sequential`);
  await answerRight(page);
  await goOn(page);
  await answerWrong(page);
  await goHome(page);
  await expectDone(page, 2);
  await open(page, "/exam");
  await expect(page.locator("#page-title")).toHaveText("模拟考试");
  await beginShortExam(page, { single: 1, multiple: 0, judge: 1 });
  await answerInExam(page, true);
  await handIn(page);
  await expect(page.getByTestId("exam-score")).toHaveText("2");
  await expect(page.getByTestId("storage-error").first()).toBeVisible();
});

test.describe("several people", () => {
  test("progress, wrong book, favourites and settings of one do not show with another", async ({ page }) => {
    await register(page, "甲某", "一单位");
    await practise(page, `${BANK}/sequential`);
    await page.locator(".star").click();
    await answerWrong(page);
    await goOn(page);
    const at = await questionId(page);
    await open(page, "/settings");
    await page.getByTestId("setting-shuffle").setChecked(false);

    await page.getByTestId("profile-switch").click();
    await register(page, "乙某", "二单位");
    await expect(page.locator("#page-title")).toContainText("乙某");
    await expectDone(page, 0);
    await expect(page.getByTestId("continue")).toHaveCount(0);
    await open(page, "/review");
    await expect(page.getByText("没有待掌握的错题")).toBeVisible();
    await expect(page.getByTestId("mode-favourite")).toContainText("0题");
    await open(page, "/settings");
    await expect(page.getByTestId("setting-shuffle")).toBeChecked();
    await practise(page, `${BANK}/sequential`);
    await expect(question(page)).toHaveAttribute("data-question", questionsOf(BANK)[0].id);
    await expect(page.locator(".star")).toHaveAttribute("aria-pressed", "false");
    await answerRight(page);

    await open(page, "/profiles");
    await page.getByTestId("profile-choice").filter({ hasText: "甲某" }).click();
    await expect(page.locator("#page-title")).toContainText("甲某");
    await expectDone(page, 1);
    await page.reload();
    await expect(page.locator("#page-title")).toContainText("甲某");
    await page.getByTestId("continue").click();
    await expect(question(page)).toHaveAttribute("data-question", at);
    await expect(page.getByTestId("feedback")).toHaveCount(0);
  });

  test("deleting asks first, and takes only this person's records", async ({ page }) => {
    const [first, second] = questionsOf(BANK);
    await plant(page, {
      ...person("p2", "留某", "测试单位", [[Date.now() - DAY, answered(first.id)], [Date.now() - DAY, answered(second.id)]]),
      ...person("p1", "删某", "测试单位", [[Date.now() - DAY, answered(first.id)]]),
    });
    await expectDone(page, 1);
    await practise(page, `${BANK}/sequential`);
    await goOn(page);
    await beginShortExam(page, { single: 1, multiple: 0, judge: 0 });
    await open(page, "/profiles");
    const before = await records(page);
    await page.getByRole("button", { name: "删除删某" }).click();
    await expect(page.getByRole("dialog")).toContainText("删某（测试单位）");
    await expect(page.getByRole("dialog")).toContainText("不能撤销");
    await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
    expect(await records(page)).toEqual(before);

    await page.getByRole("button", { name: "删除删某" }).click();
    await page.getByTestId("profile-delete-confirm").click();
    await expect(page.getByTestId("profile-choice")).toHaveCount(1);
    const after = await records(page);
    expect(Object.keys(after).filter((key) => key.includes("p1"))).toEqual([]);
    for (const [key, value] of Object.entries(before)) if (key.includes(":p2")) expect(after[key]).toBe(value);
    await page.goto("./#/");
    await expect(page.getByTestId("welcome")).toBeVisible();
    await page.getByTestId("profile-choice").click();
    await expectDone(page, 2);
  });

  test("changing name and unit keeps the records", async ({ page }) => {
    await register(page, "旧某", "旧单位");
    await practise(page, `${BANK}/sequential`);
    await answerRight(page);
    await open(page, "/profiles");
    await page.getByRole("button", { name: "修改旧某" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByTestId("profile-name").fill("新某");
    await dialog.getByTestId("profile-save").click();
    await expect(page.getByTestId("profile-choice")).toContainText("新某");
    await expect(page.getByTestId("profile-switch")).toContainText("新某");
    await page.reload();
    await open(page, "/");
    await expect(page.locator("#page-title")).toContainText("新某");
    await expectDone(page, 1);
  });
});

test("a backup is called for after a week without one", async ({ page }) => {
  await installClock(page, { time: new Date("2026-03-10T09:00:00+08:00") });
  await page.addInitScript(() => {
    navigator.storage.persisted = async () => false;
  });
  await register(page);
  await practise(page, `${BANK}/sequential`);
  await answerRight(page);
  await goHome(page);
  await expect(page.getByTestId("backup-reminder")).toHaveCount(0);
  await page.clock.setSystemTime(new Date("2026-03-17T09:00:00+08:00"));
  await page.reload();
  await expect(page.getByTestId("backup-reminder")).toContainText("超过7天没有备份");
  await page.getByRole("link", { name: "去备份" }).click();
  await expect(page.getByText("还没有备份过")).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("backup-export").click()]);
  expect(download.suggestedFilename()).toContain("2026-03-17");
  await expect(page.getByText("上次备份：2026年3月17日")).toBeVisible();
  await open(page, "/");
  await expect(page.getByTestId("home")).toBeVisible();
  await expect(page.getByTestId("backup-reminder")).toHaveCount(0);
});
