import { exports } from "cloudflare:workers";
import { expect, test } from "vitest";
test("answers", async () => {
  const response = await exports.default.fetch(new Request("http://x/api/health"));
  expect(await response.text()).toBe("ok");
});
