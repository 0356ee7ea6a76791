// Every way to practise.
import { answerRight, answerWrong, answered, bankIds, choose, doneIn, expect, goHome, goOn, goOnTo, installClock, knownQuestion, open, person, plant, practise, question, questionId, questionsOf, records, register, set, test } from "./fixtures.mjs";

const BANK = "land";
const DAY = 24 * 60 * 60 * 1000;

/** The ids of the first questions of the session on screen. */
async function firstIds(page, n) {
  const ids = [];
  for (let step = 0; step < n; step += 1) {
    ids.push(await questionId(page));
    await goOn(page);
  }
  return ids;
}

async function openMode(page, mode, bank = BANK) {
  await open(page, `/bank/${bank}`);
  await page.getByTestId(`mode-${mode}`).click();
}

/** The count on a mode's tile of the bank page. */
async function countOf(page, mode, bank = BANK) {
  await open(page, `/bank/${bank}`);
  return page.getByTestId(`mode-${mode}`).locator(".count");
}

test("sequential: the order of the bank, on from where one stopped", async ({ page }) => {
  await register(page);
  await openMode(page, "sequential");
  const ids = await firstIds(page, 6);
  expect(ids).toEqual(questionsOf(BANK).slice(0, 6).map(({ id }) => id));
  await goHome(page);
  await openMode(page, "sequential");
  await expect(question(page)).toHaveAttribute("data-question", questionsOf(BANK)[6].id);
});

test("random: every question of the bank in another order, which a reload keeps", async ({ page }) => {
  await register(page);
  await openMode(page, "random");
  await expect(page.locator("main > .meter .figures")).toHaveText(`1/${questionsOf(BANK).length}`);
  const ids = await firstIds(page, 8);
  expect(new Set(ids).size).toBe(8);
  for (const id of ids) expect(knownQuestion(id).bank).toBe(BANK);
  expect(ids).not.toEqual(questionsOf(BANK).slice(0, 8).map(({ id }) => id));
  const ninth = await questionId(page);
  await page.reload();
  await expect(question(page)).toHaveAttribute("data-question", ninth);
  await page.getByRole("button", { name: "上一题" }).click();
  await expect(question(page)).toHaveAttribute("data-question", ids[7]);
});

test("unseen: what was done comes last", async ({ page }) => {
  await plant(page, person("p1", "赵某", "测试单位", questionsOf(BANK).slice(0, -3).map(({ id }) => [Date.now() - DAY, answered(id)])));
  await expect(await countOf(page, "unseen")).toHaveText("3");
  await page.getByTestId("mode-unseen").click();
  const first = await firstIds(page, 3);
  expect(new Set(first)).toEqual(new Set(questionsOf(BANK).slice(-3).map(({ id }) => id)));
});

test("chapter: only the questions of the chapter", async ({ page }) => {
  await register(page);
  await open(page, `/bank/${BANK}`);
  const row = page.getByTestId("mode-chapter").first();
  await expect(row).toBeAttached();
  const group = page.locator("main details").first();
  if (!(await group.evaluate((element) => element.open))) await group.locator("summary").click();
  const title = await row.locator("span").first().textContent();
  const n = Number((await row.locator(".figures").textContent()).split("/")[1]);
  await row.click();
  await expect(page.locator("#page-title")).toContainText(title);
  await expect(page.locator("main > .meter .figures")).toHaveText(`1/${n}`);
  expect(n).toBeLessThan(questionsOf(BANK).length);
  const laws = new Set();
  for (let step = 0; step < Math.min(n, 3); step += 1) {
    const known = knownQuestion(await answerRight(page));
    expect(known.bank).toBe(BANK);
    laws.add(known.basis[0].law);
    if (step + 1 < n) await goOn(page);
  }
  expect(laws.size).toBe(1);
  await open(page, `/bank/${BANK}`);
  await expect(page.getByTestId("mode-chapter").first().locator(".figures")).toHaveText(`${Math.min(n, 3)}/${n}`);
});

test("topic: only questions with the topic", async ({ page }) => {
  await register(page);
  await open(page, `/bank/${BANK}`);
  const chip = page.getByTestId("mode-topic").first();
  const topic = (await chip.getAttribute("href")).split("/").pop();
  const wanted = questionsOf(BANK).filter(({ topics = [] }) => topics.includes(topic)).map(({ id }) => id);
  await expect(chip).toHaveText(new RegExp(`${wanted.length}$`));
  await chip.click();
  await expect(page.locator("main > .meter .figures")).toHaveText(`1/${wanted.length}`);
  for (const id of await firstIds(page, Math.min(3, wanted.length - 1))) expect(wanted).toContain(id);
});

test("wrong book: in after a wrong answer, out after two right ones in a row", async ({ page }) => {
  await register(page);
  await openMode(page, "sequential");
  const id = await answerWrong(page);
  await expect(page.locator(".explained")).toContainText("在错题本中，再连续答对2次移出");
  await goOn(page);
  await answerRight(page);
  await expect(page.locator(".explained")).not.toContainText("在错题本中");

  await open(page, "/review");
  await expect(page.getByText("连续答对2次后自动移出，再做错会重新进入")).toBeVisible();
  await expect(page.getByTestId("mode-wrong")).toContainText("1题");
  await expect(page.locator(".entry")).toHaveCount(1);
  await expect(page.locator(".entry summary")).toContainText("做错1次");

  await expect(await countOf(page, "wrong")).toHaveText("1");
  await page.getByTestId("mode-wrong").click();
  await expect(question(page)).toHaveAttribute("data-question", id);
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await answerRight(page);
  await expect(page.locator(".explained")).toContainText("再连续答对1次移出");
  await goOn(page);
  await expect(page.getByTestId("finished")).toContainText("答对 1 / 1");

  // Wrong once more: the two begin anew.
  await openMode(page, "wrong");
  await answerWrong(page);
  await expect(page.locator(".explained")).toContainText("再连续答对2次移出");
  for (const left of [1, 0]) {
    await openMode(page, "wrong");
    await expect(question(page)).toHaveAttribute("data-question", id);
    await answerRight(page);
    if (left) await expect(page.locator(".explained")).toContainText(`再连续答对${left}次移出`);
    else await expect(page.locator(".explained")).not.toContainText("在错题本中");
  }
  await expect(await countOf(page, "wrong")).toHaveText("0");
  await page.getByTestId("mode-wrong").click();
  await expect(page.getByTestId("empty-set")).toContainText("没有待掌握的错题");
  await open(page, "/review");
  await expect(page.getByText("没有待掌握的错题")).toBeVisible();
});

test("favourites: the star stays with its question", async ({ page }) => {
  await register(page);
  await openMode(page, "sequential");
  const star = page.locator(".star");
  const id = await questionId(page);
  await star.click();
  await expect(star).toHaveText("已收藏");
  await goOn(page);
  await expect(star).toHaveText("收藏");
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await answerRight(page);
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "上一题" }).click();
  await expect(star).toHaveAttribute("aria-pressed", "true");

  await expect(await countOf(page, "favourite")).toHaveText("1");
  await page.getByTestId("mode-favourite").click();
  await expect(question(page)).toHaveAttribute("data-question", id);
  await expect(page.locator("main > .meter .figures")).toHaveText("1/1");
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await openMode(page, "favourite");
  await expect(page.getByTestId("empty-set")).toContainText("还没有收藏的题");
});

test("review: what was answered days ago is due, and an answer takes it off", async ({ page }) => {
  const [first, second, third] = questionsOf(BANK);
  await plant(page, person("p1", "赵某", "测试单位", [
    [Date.now() - 40 * DAY, answered(first.id, true)],
    [Date.now() - 5 * DAY, answered(second.id, false)],
    [Date.now(), answered(third.id, true)],
  ]));
  await open(page, "/");
  await expect(page.getByTestId("home-review")).toContainText("2题到期");
  await expect(await countOf(page, "review")).toHaveText("2");
  await page.getByTestId("mode-review").click();
  const done = [await answerRight(page)];
  await expect(page.locator(".explained")).toContainText("下次复习：");
  await goOn(page);
  done.push(await answerWrong(page));
  expect(new Set(done)).toEqual(new Set([first.id, second.id]));
  await goOn(page);
  await expect(page.getByTestId("finished")).toBeVisible();
  await expect(await countOf(page, "review")).toHaveText("0");
  await page.getByTestId("mode-review").click();
  await expect(page.getByTestId("empty-set")).toContainText("今天没有到期的题");
});

test("recite: the answers stand there and nothing is counted", async ({ page }) => {
  await register(page);
  await openMode(page, "recite");
  for (let step = 0; step < 3; step += 1) {
    const known = knownQuestion(await questionId(page));
    await expect(page.getByText("正确答案：")).toBeVisible();
    await expect(page.locator(".option.right")).toHaveCount(known.key.length);
    await expect(page.locator(".explanation")).toHaveText(known.explanation);
    await page.getByTestId("option").first().click({ force: true });
    await page.keyboard.press("a");
    await expect(page.getByTestId("feedback")).toHaveCount(0);
    await goOn(page);
  }
  await goHome(page);
  await expect(page.getByText("今天还没有做题")).toBeVisible();
  await expect(doneIn(page, BANK)).toHaveText(/^0\//);
  expect(Object.keys(await records(page)).filter((key) => key.startsWith("xuefa:log:"))).toEqual([]);
});

test("daily: ten questions, then done for today", async ({ page }) => {
  await register(page);
  const tile = page.getByTestId("mode-daily");
  await expect(tile).toContainText("10题");
  await tile.click();
  await expect(page.locator("main > .meter .figures")).toHaveText("1/10");
  const ids = new Set();
  for (let step = 0; step < 10; step += 1) {
    ids.add(step % 3 ? await answerRight(page) : await answerWrong(page));
    if (step === 3) {
      await goHome(page);
      await expect(tile).toContainText("已做4/10题");
      await tile.click();
      // Back at the one that was answered last, with its explanation.
      await expect(page.getByTestId("feedback")).toBeVisible();
    }
    await goOn(page);
  }
  expect(ids.size).toBe(10);
  await expect(page.getByTestId("finished")).toContainText("答对 6 / 10");
  await goHome(page);
  await expect(tile).toContainText("今天已完成");
  await tile.click();
  await expect(page.getByTestId("finished")).toContainText("答对 6 / 10");
  await expect(page.getByRole("button", { name: "再来一遍" })).toHaveCount(0);
});

test("daily: a new ten the next day", async ({ page }) => {
  await installClock(page, { time: new Date("2026-03-10T09:00:00+08:00") });
  await register(page);
  await page.getByTestId("mode-daily").click();
  await answerRight(page);
  await goHome(page);
  await expect(page.getByTestId("mode-daily")).toContainText("已做1/10题");
  await page.clock.setSystemTime(new Date("2026-03-11T09:00:00+08:00"));
  await page.reload();
  await expect(page.getByTestId("mode-daily")).toContainText("10题，约5分钟");
  await page.getByTestId("mode-daily").click();
  await expect(page).toHaveURL(/daily\/2026-03-11$/);
  await expect(page.locator("main > .meter .figures")).toHaveText("1/10");
});

test("several banks together, chosen on the topics page", async ({ page }) => {
  await register(page);
  const banks = bankIds().slice(-2);
  const titles = [];
  for (const bank of banks) titles.push(await page.locator(`[data-bank="${bank}"] .bank-title`).textContent());
  await open(page, "/topics");
  for (const title of titles) await page.getByRole("checkbox", { name: title }).check();
  const n = banks.reduce((sum, bank) => sum + questionsOf(bank).length, 0);
  await expect(page.getByTestId("mode-unseen").locator(".count")).toHaveText(String(n));
  await page.getByTestId("mode-random").click();
  await expect(page.locator("#page-title")).toContainText(titles.join("、"));
  await expect(page.locator("main > .meter .figures")).toHaveText(`1/${n}`);
  for (const id of await firstIds(page, 8)) expect(banks).toContain(knownQuestion(id).bank);
});

test("a topic over all banks", async ({ page }) => {
  await register(page);
  await open(page, "/topics");
  const tile = page.getByTestId("mode-topic").first();
  const topic = (await tile.getAttribute("href")).split("/").pop();
  const n = bankIds().flatMap(questionsOf).filter(({ topics = [] }) => topics.includes(topic)).length;
  await expect(tile.locator(".figures")).toHaveText(`${n}题`);
  await tile.click();
  await expect(page.locator("main > .meter .figures")).toHaveText(`1/${n}`);
  expect(knownQuestion(await answerRight(page)).topics).toContain(topic);
});

test("the next question comes by itself only when that is switched on, and only after a right answer", async ({ page }) => {
  await installClock(page);
  await register(page);
  await open(page, "/settings");
  await expect(page.getByTestId("setting-auto-next")).not.toBeChecked();
  await openMode(page, "sequential");
  const first = await answerRight(page);
  await page.clock.runFor(5000);
  await expect(question(page)).toHaveAttribute("data-question", first);

  await set(page, "setting-auto-next", true);
  await openMode(page, "sequential");
  await expect(question(page)).toHaveAttribute("data-question", first);
  await expect(page.getByTestId("feedback")).toBeVisible();
  await goOn(page);
  const second = await answerRight(page);
  await page.clock.runFor(2000);
  await expect(question(page)).not.toHaveAttribute("data-question", second);
  const third = await answerWrong(page);
  await page.clock.runFor(5000);
  await expect(question(page)).toHaveAttribute("data-question", third);
});

test("options are shuffled, letters follow the display; switched off they stand as in the file", async ({ page }) => {
  await register(page);
  const orders = async (n) => {
    const shown = [];
    for (let step = 0; step < n; step += 1) {
      const known = knownQuestion(await questionId(page));
      const options = page.getByTestId("option");
      const order = await options.evaluateAll((all) => all.map((one) => Number(one.dataset.option)));
      expect(await options.evaluateAll((all) => all.map((one) => one.dataset.letter).join(""))).toBe("ABCDEFGH".slice(0, order.length));
      expect(await options.locator(".option-text").allTextContents()).toEqual(order.map((index) => known.options[index]));
      shown.push(order);
      await goOn(page);
    }
    return shown;
  };
  const inFileOrder = (order) => order.every((index, position) => index === position);
  await openMode(page, "sequential");
  expect((await orders(12)).every(inFileOrder)).toBe(false);
  await set(page, "setting-shuffle", false);
  await openMode(page, "sequential");
  expect((await orders(8)).every(inFileOrder)).toBe(true);
});

test("the letters of the verdict are those shown", async ({ page }) => {
  await register(page);
  await openMode(page, "sequential");
  await goOnTo(page, "multiple");
  const known = knownQuestion(await questionId(page));
  const letters = [];
  for (const index of known.key) letters.push(await page.locator(`[data-testid=option][data-option="${index}"]`).getAttribute("data-letter"));
  await choose(page, known.key);
  const key = letters.sort().join("");
  await expect(page.getByTestId("feedback")).toContainText(`你的答案：${key}`);
  await expect(page.getByTestId("feedback")).toContainText(`正确答案：${key}`);
});

test("the confirming button says how many are chosen", async ({ page }) => {
  await register(page);
  await openMode(page, "sequential");
  await goOnTo(page, "multiple");
  const confirm = page.getByTestId("submit-answer");
  const option = page.getByTestId("option");
  await expect(confirm).toBeDisabled();
  await expect(confirm).toHaveText("请选择两个或更多选项");
  await option.nth(0).click();
  await expect(confirm).toBeDisabled();
  await expect(confirm).toHaveText("已选1项，请再选一项或更多");
  await option.nth(1).click();
  await option.nth(2).click();
  await expect(confirm).toHaveText("确定（已选3项）");
  await option.nth(1).click();
  await expect(confirm).toHaveText("确定（已选2项）");
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await confirm.click();
  await expect(page.getByTestId("feedback")).toBeVisible();
  await expect(confirm).toHaveCount(0);
});

test("the confirming button is in reach without scrolling, and a double tap on it does not go on", async ({ page }) => {
  await register(page);
  await open(page, "/settings");
  await page.getByLabel("超大").check();
  await openMode(page, "sequential");
  await goOnTo(page, "multiple");
  const id = await questionId(page);
  const option = page.getByTestId("option");
  await option.nth(0).click();
  await option.nth(1).click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(option.last()).not.toBeInViewport({ ratio: 1 });
  const confirm = page.getByTestId("submit-answer");
  await expect(confirm).toBeInViewport({ ratio: 1 });
  const { x, y, width, height } = await confirm.boundingBox();
  await page.mouse.dblclick(x + width / 2, y + height / 2);
  await expect(page.getByTestId("feedback")).toBeVisible();
  await expect(question(page)).toHaveAttribute("data-question", id);
});

test("a note on a faulty question reaches the organiser's page", async ({ page }) => {
  await register(page, "钱某某", "测试单位");
  await openMode(page, "sequential");
  const id = await questionId(page);
  await page.getByRole("button", { name: "题目有误" }).click();
  await page.getByLabel("问题说明").fill("选项B与条文不一致");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await expect(page.getByLabel("问题说明")).toHaveCount(0);
  await goOn(page);
  await expect(page.getByRole("button", { name: "题目有误" })).toBeVisible();
  await open(page, "/organiser");
  const row = page.getByRole("region", { name: "反映有误的题目" }).getByRole("row").filter({ hasText: id });
  await expect(row).toContainText("选项B与条文不一致");
  await expect(row).toContainText("钱某某");
});

test("the answer card jumps, the end counts what was skipped, and one may begin again", async ({ page }) => {
  const topicQuestions = questionsOf(BANK).flatMap(({ topics = [] }) => topics);
  const smallest = [...new Set(topicQuestions)].map((topic) => [topic, topicQuestions.filter((other) => other === topic).length]).filter(([, n]) => n >= 3).sort((a, b) => a[1] - b[1])[0];
  const [topic, n] = smallest;
  await register(page);
  await practise(page, `${BANK}/topic/${topic}`);
  await answerRight(page);
  await page.getByRole("button", { name: "答题卡" }).click();
  await expect(page.getByRole("button", { name: "第1题 答对" })).toBeVisible();
  await page.getByRole("button", { name: `第${n}题 未做` }).click();
  await expect(page.locator("main > .meter .figures")).toHaveText(`${n}/${n}`);
  await answerWrong(page);
  await expect(page.getByTestId("next-question")).toHaveText("完成");
  await goOn(page);
  await expect(page.getByTestId("finished")).toContainText("答对 1 / 2");
  await expect(page.getByTestId("finished")).toContainText(`还有${n - 2}题跳过未做`);
  await page.getByRole("button", { name: "做跳过的题" }).click();
  await expect(page.locator("main > .meter .figures")).toHaveText(`2/${n}`);
  await page.getByRole("button", { name: "答题卡" }).click();
  await page.getByRole("button", { name: "重新开始" }).click();
  await expect(page.locator("main > .meter .figures")).toHaveText(`1/${n}`);
  await expect(page.getByTestId("feedback")).toHaveCount(0);
});

test("printing the wrong book unfolds every answer, and folds it again", async ({ page }) => {
  await page.goto("./");
  const wrong = questionsOf(BANK).slice(0, 3).map(({ id }) => id);
  await plant(page, person("p1", "张某", "石桥村", wrong.map((id, at) => [Date.now() - at * 1000, answered(id, false)])));
  await open(page, "/review");
  await expect(page.locator("details.entry")).toHaveCount(3);
  await page.evaluate(() => {
    window.print = () => {
      window.printed = [...document.querySelectorAll("details.entry[open]")].map((entry) => entry.innerText);
    };
  });
  await page.getByRole("button", { name: "打印" }).click();
  await expect.poll(() => page.evaluate(() => window.printed?.length)).toBe(3);
  const printed = await page.evaluate(() => window.printed.join("\n"));
  for (const id of wrong) expect(printed).toContain(knownQuestion(id).explanation);
  await expect(page.locator("details.entry[open]")).toHaveCount(0);
});

test("a question said to be faulty shows that it was, also after a reload", async ({ page }) => {
  await register(page);
  await openMode(page, "sequential");
  const report = page.getByTestId("report-question");
  await expect(report).toHaveText("题目有误");
  await report.click();
  await page.getByTestId("report-note").fill("第二项像是也对");
  await page.getByTestId("report-save").click();
  await expect(report).toHaveText("已反馈");
  await page.reload();
  await expect(report).toHaveText("已反馈");
});

test("the end of a set is shown again after a reload, with what was skipped", async ({ page }) => {
  await register(page);
  const [{ id }] = questionsOf(BANK);
  await page.goto("./");
  await plant(page, {
    ...person("p1", "张某", "石桥村", [[Date.now(), { f: [id, true] }]]),
  });
  await practise(page, `${BANK}/favourite`);
  await page.getByTestId("next-question").click();
  await expect(page.getByTestId("finished")).toContainText("还有1题跳过未做");
  await page.reload();
  await expect(page.getByTestId("finished")).toContainText("还有1题跳过未做");
  await page.getByRole("button", { name: "做跳过的题" }).click();
  await expect(question(page)).toHaveAttribute("data-question", id);
});

test("two tabs in the same set: an answer given in one shows in the other", async ({ page, context }) => {
  await register(page);
  await practise(page, `${BANK}/sequential`);
  const id = await questionId(page);
  const other = await context.newPage();
  await other.goto("./");
  await practise(other, `${BANK}/sequential`);
  await expect(question(other)).toHaveAttribute("data-question", id);
  await answerRight(page);
  await expect(other.getByTestId("feedback")).toHaveAttribute("data-correct", "true");
});

test("home shows the calendar of study", async ({ page }) => {
  await page.goto("./");
  const ids = questionsOf(BANK).slice(0, 12).map(({ id }) => id);
  const events = ids.map((id, at) => [Date.now() - (at < 10 ? 0 : 3) * DAY - at * 1000, answered(id, true)]);
  await plant(page, person("p1", "张某", "石桥村", events));
  await expect(page.locator(".calendar .day.more")).toHaveCount(1);
  await expect(page.locator(".calendar .day.some")).toHaveCount(1);
  await expect(page.locator(".calendar svg")).toHaveAttribute("aria-label", /学习2天，做题12次/);
});
