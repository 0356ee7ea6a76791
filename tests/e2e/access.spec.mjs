// Readable and usable for everyone: axe on every page, no sideways scrolling, targets large enough.
import fs from "node:fs";
import { createRequire } from "node:module";
import { answerPaper, answerRight, answerWrong, beginShortExam, expect, goOn, goOnTo, handIn, open, practise, question, register, test } from "./fixtures.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BANK = "land";

/** What axe finds on the page as it stands. */
async function violations(page) {
  // The content policy lets no foreign script tag in, so the source is evaluated.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await window.axe.run(document)).violations);
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ""}`));
}

/** Every page, each in the states that matter. `look(name)` is called on each. */
async function everyPage(page, look) {
  await page.goto("./");
  await expect(page.getByTestId("welcome")).toBeVisible();
  await look("welcome");
  await page.getByTestId("profile-save").click();
  await expect(page.locator("#profile-error")).not.toBeEmpty();
  await look("welcome with an error");
  await register(page, "蒋某某", "某某街道办事处");
  await look("home, first time");

  await open(page, `/bank/${BANK}`);
  await look("bank");
  await practise(page, `${BANK}/sequential`);
  await look("practice, before the answer");
  await answerRight(page);
  await look("practice, right");
  await goOn(page);
  await answerWrong(page);
  await page.locator(".star").click();
  await look("practice, wrong");
  await page.getByRole("button", { name: "答题卡" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("practice, answer card");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "题目有误" }).click();
  await page.getByLabel("问题说明").fill("有错字");
  await look("practice, note on a fault");
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await goOn(page);
  await goOnTo(page, "multiple");
  await page.getByTestId("option").first().click();
  await look("practice, several options");
  await practise(page, `${BANK}/recite`);
  await look("recite");
  await open(page, `/practice/${BANK}/wrong`);
  await answerRight(page);
  await goOn(page);
  await expect(page.getByTestId("finished")).toBeVisible();
  await look("practice, the end");
  await open(page, `/practice/civil-code/wrong`);
  await expect(page.getByTestId("empty-set")).toBeVisible();
  await look("practice without questions");
  await open(page, "/topics");
  await look("topics");

  await open(page, "/search");
  await page.getByTestId("search-input").fill("土地");
  await expect(page.getByTestId("search-result").first()).toBeVisible();
  await page.getByTestId("search-result").first().locator("summary").click();
  await look("search");

  await open(page, "/exam");
  await look("exams, none yet");
  await open(page, "/exam/new/jining");
  await look("exam rules");
  await beginShortExam(page, { single: 2, multiple: 1, judge: 1 });
  await page.getByTestId("option").first().click();
  await page.getByTestId("exam-flag").click();
  await look("exam");
  await page.getByTestId("exam-submit").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("exam, handing in");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await answerPaper(page);
  await handIn(page);
  await page.getByLabel("只看没答对的题").uncheck();
  const result = new URL(page.url()).hash.slice(1);
  await look("exam result");
  await open(page, result.replace("result", "certificate"));
  await expect(page.locator(".certificate")).toBeVisible();
  await look("certificate");
  await beginShortExam(page);
  await handIn(page);
  await look("exam result, failed");
  await open(page, "/exam");
  await expect(page.getByRole("img", { name: "历次得分趋势" })).toBeVisible();
  await look("exams");

  await open(page, "/review");
  await expect(page.locator(".entry").first()).toBeVisible();
  await page.locator(".entry summary").first().click();
  await look("wrong book");
  await open(page, "/progress");
  await look("progress");
  await open(page, "/organiser");
  await page.getByLabel("自选日期").check();
  await look("organiser");
  await open(page, "/settings");
  await look("settings");
  await open(page, "/profiles");
  await look("profiles");
  await page.getByRole("button", { name: "删除蒋某某" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("profiles, deleting");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await open(page, "/about");
  await look("about");
  await open(page, "/nowhere");
  await expect(page.locator("#page-title")).toHaveText("没有这个页面");
  await look("unknown address");
  await open(page, "/");
  await expect(page.getByTestId("home")).toBeVisible();
  await look("home");
}

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing on any page, ${theme}`, async ({ page }) => {
    test.setTimeout(150_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const found = {};
    await everyPage(page, async (name) => {
      await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
      const here = await violations(page);
      if (here.length) found[name] = here;
    });
    expect(found).toEqual({});
  });
}

test("dark set in the settings, on a device that is light: axe finds nothing", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await register(page);
  await open(page, "/settings");
  await page.getByLabel("深色").check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await violations(page)).toEqual([]);
  await practise(page, `${BANK}/sequential`);
  await answerWrong(page);
  expect(await violations(page)).toEqual([]);
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.reload();
  await expect(question(page)).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark);
  await open(page, "/settings");
  await page.getByLabel("浅色").check();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
});

test("with the largest type no page scrolls sideways", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("./");
  await expect(page.getByTestId("welcome")).toBeVisible();
  await page.evaluate(() => localStorage.setItem("xuefa:device", JSON.stringify({ v: 1, d: { current: null, theme: "system", type_size: "largest" } })));
  const found = {};
  await everyPage(page, async (name) => {
    await expect(page.locator("html")).toHaveAttribute("data-type-size", "largest");
    // Not the window's own width: on phones that grows with what is too wide.
    const inner = page.viewportSize().width;
    const { width, wide } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      wide: [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !element.closest(".table-scroll"))
        .slice(0, 5)
        .map((element) => `${element.tagName}.${element.className}`),
    }));
    if (width > inner) found[name] = { width, inner, wide };
  });
  expect(found).toEqual({});
});

test("the type size set in the settings makes everything larger, at once and for good", async ({ page }) => {
  await register(page);
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  const normal = await size();
  await open(page, "/settings");
  await page.getByLabel("超大").check();
  expect(await size()).toBeGreaterThan(normal * 1.4);
  await page.reload();
  await expect(page.locator("#page-title")).toBeVisible();
  expect(await size()).toBeGreaterThan(normal * 1.4);
});

test("targets on home, bank, practice and exam pages are at least 44 pixels high", async ({ page }) => {
  const small = {};
  const look = async (name) => {
    const here = await page.locator("header a, main a, main button, nav a").evaluateAll((all) =>
      all
        .filter((one) => one.checkVisibility())
        .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect().height])
        .filter(([, height]) => height < 43.5)
        .map(([text, height]) => `${text}: ${height}`),
    );
    if (here.length) small[name] = here;
  };
  await register(page);
  await look("home");
  await open(page, `/bank/${BANK}`);
  await look("bank");
  await practise(page, `${BANK}/sequential`);
  await look("practice");
  await answerWrong(page);
  await look("practice, answered");
  await open(page, "/exam");
  await look("exams");
  await open(page, "/exam/new/shaanxi");
  await look("exam rules");
  await beginShortExam(page);
  await look("exam");
  await page.getByRole("button", { name: "答题卡" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("exam, answer card");
  expect(small).toEqual({});
});

test("what changes is said to screen readers, and the page says its language", async ({ page }) => {
  await register(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await practise(page, `${BANK}/sequential`);
  // The region is there before the verdict comes, so that it is announced.
  await expect(page.locator("article [role=status]")).toHaveCount(1);
  await answerRight(page);
  await expect(page.locator("article [role=status]")).toContainText("回答正确");
  await expect(page).toHaveTitle("练习｜学法");
  await beginShortExam(page);
  await expect(page.getByRole("timer")).toContainText("剩余时间");
  await expect(page).toHaveTitle("考试进行中｜学法");
});
