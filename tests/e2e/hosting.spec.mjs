// Any static server will do, from any folder; and how much the first question costs.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";
import { answerRight, dist, doneIn, expect, goHome, goOn, goOnTo, open, practise, question, questionId, register, test } from "./fixtures.mjs";

const PLAIN = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

/** A server that knows nothing but files below `/a/b/`, and sends no header but the type. */
async function serve(types = PLAIN) {
  const refused = [];
  const server = http.createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = asked.startsWith("/a/b/") ? path.join(dist, asked.slice("/a/b/".length) || "index.html") : "";
    if (!inside.startsWith(dist) || !fs.existsSync(inside) || !fs.statSync(inside).isFile()) {
      refused.push(asked);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[path.extname(inside)] ?? "application/octet-stream" });
    response.end(fs.readFileSync(inside));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { baseURL: `http://127.0.0.1:${server.address().port}/a/b/`, refused, close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }) };
}

for (const [name, types] of [
  ["a plain server", PLAIN],
  ["a server that does not know wasm", { ...PLAIN, ".wasm": "application/octet-stream" }],
]) {
  test(`${name}, from a sub-folder: start, deep link, reload`, async ({ newVisitor }) => {
    const server = await serve(types);
    const page = await (await newVisitor({ baseURL: server.baseURL })).newPage();
    await page.goto("./");
    await register(page);
    await practise(page, "land/sequential");
    await answerRight(page);
    await goOn(page);
    const id = await questionId(page);
    await page.reload();
    await expect(question(page)).toHaveAttribute("data-question", id);

    // A link to a place inside, in a tab of its own.
    const other = await page.context().newPage();
    await other.goto(`${server.baseURL}#/bank/land`);
    await expect(other.getByTestId("mode-sequential")).toBeVisible();
    await other.reload();
    await expect(other.getByTestId("mode-sequential")).toBeVisible();
    await other.goto(`${server.baseURL}index.html#/settings`);
    await expect(other.locator("#page-title")).toHaveText("设置");
    await open(other, "/");
    await expect(doneIn(other, "land")).toHaveText(/^1\//);
    expect(server.refused.filter((asked) => asked !== "/favicon.ico")).toEqual([]);
    await server.close();
  });
}

test("the page brings its content policy along and says so before any script", async ({ page }) => {
  await page.goto("./");
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveCount(1);
  const content = await policy.getAttribute("content");
  expect(content).toContain("default-src");
  expect(content).not.toContain("'unsafe-inline'");
  expect(content).not.toContain("'unsafe-eval'");
  expect(content).not.toMatch(/https?:|\*/);
  const html = fs.readFileSync(path.join(dist, "index.html"), "utf8");
  expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
  await expect(page.getByTestId("welcome")).toBeVisible();
});

test("a piece of the program or of a bank that does not arrive can be asked for again", async ({ page, trouble }) => {
  await register(page);
  let offline = true;
  await page.route(/\/banks\/.*\.json$/, (route) => (offline ? route.abort() : route.continue()));
  await open(page, "/practice/land/sequential");
  await expect(page.getByRole("alert").filter({ hasText: "题库没有读取成功" })).toBeVisible();
  offline = false;
  await page.getByRole("button", { name: "重试" }).click();
  await expect(question(page)).toBeVisible();
  await answerRight(page);

  offline = true;
  await page.route(/desk.*\.js$/, (route) => (offline ? route.abort() : route.continue()));
  await page.goto("./#/exam");
  await expect(page.getByText("这一页没有打开")).toBeVisible();
  offline = false;
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.locator("#page-title")).toHaveText("模拟考试");
  // The browser itself reports the requests we broke.
  expect(trouble.every((line) => line.includes("net::ERR_FAILED"))).toBe(true);
  trouble.length = 0;
});

test("a tab in the background keeps question, ticks and answers", async ({ page, context }) => {
  await register(page);
  await practise(page, "land/sequential");
  await answerRight(page);
  await goOn(page);
  await goOnTo(page, "multiple");
  const id = await questionId(page);
  await page.getByTestId("option").nth(1).click();
  const turn = (state) => page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => state === "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new PageTransitionEvent(state === "hidden" ? "pagehide" : "pageshow", { persisted: true }));
  }, state);
  await turn("hidden");
  const other = await context.newPage();
  await other.bringToFront();
  await other.goto("./#/review");
  await expect(other.locator("#page-title")).toHaveText("错题本");
  await page.bringToFront();
  await turn("visible");
  await expect(question(page)).toHaveAttribute("data-question", id);
  await expect(page.getByTestId("option").nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("submit-answer")).toHaveText("已选1项，请再选一项或更多");
  await goHome(page);
  await expect(doneIn(page, "land")).toHaveText(/^1\//);
});

test("back and forward go through the pages", async ({ page }) => {
  await register(page);
  await page.getByTestId("bank-card").first().click();
  await expect(page.getByTestId("mode-sequential")).toBeVisible();
  await page.getByTestId("mode-sequential").click();
  await expect(question(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId("mode-sequential")).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId("home")).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(question(page)).toBeVisible();
  await open(page, "/settings");
  await expect(page.locator("#page-title")).toHaveText("设置");
  await page.goBack();
  await expect(question(page)).toBeVisible();
});

test("up to the first question at most 200 KB are fetched", async ({ page, baseURL }) => {
  const fetched = new Set();
  page.on("request", (request) => {
    if (request.url().startsWith(baseURL)) fetched.add(new URL(request.url()).pathname.slice(new URL(baseURL).pathname.length) || "index.html");
  });
  await page.goto("./");
  await register(page);
  await page.getByTestId("bank-card").first().click();
  await page.getByTestId("mode-sequential").click();
  await expect(question(page)).toBeVisible();
  const sizes = [...fetched].map((name) => {
    const file = path.join(dist, name);
    const brotli = fs.existsSync(`${file}.br`)
      ? fs.statSync(`${file}.br`).size
      : zlib.brotliCompressSync(fs.readFileSync(file), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    return [name, brotli];
  });
  const sum = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`first question: ${(sum / 1024).toFixed(1)} KB in ${sizes.length} files, brotli`);
  expect(sizes.some(([name]) => name.endsWith(".wasm"))).toBe(true);
  expect(sizes.some(([name]) => name.startsWith("banks/"))).toBe(true);
  expect(sum, sizes.map(([name, size]) => `${name} ${size}`).join("\n")).toBeLessThanOrEqual(200 * 1024);
});
