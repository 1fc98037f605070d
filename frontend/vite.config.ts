import { defineConfig, type Plugin } from "vite";

/** KaTeX's style names each font three times; every browser we serve reads woff2. */
const onlyWoff2: Plugin = {
  name: "only-woff2",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("katex") || !id.endsWith(".css")) return null;
    return code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g, "");
  },
};

export default defineConfig({
  base: "/static/",
  plugins: [onlyWoff2],
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    assetsInlineLimit: 0, // a data: font is refused by our content security policy
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { input: { app: "src/app.ts" } },
  },
});
