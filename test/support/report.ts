// report.ts: how the suites tell what they ran; run.ts counts from these files.

/** The reporters of the suite `name`: lines for people, and test/.output/`name`.json. */
export function reporters(name: string): ["default", ["json", { outputFile: string }]] {
  return ["default", ["json", { outputFile: `test/.output/${name}.json` }]];
}
