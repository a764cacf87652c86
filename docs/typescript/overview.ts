/**
 * What waits at the organisations of a program: reports that nobody has looked at, and cases with their stage and next deadline.
 * It needs a token with the scopes read-reports and read-cases; what is sealed stays sealed.
 */
import { casework, data, every, Refused } from "./client.js";

const door = casework(process.env["REMEDY_CASEWORK"] ?? "http://localhost:8000", process.env["REMEDY_TOKEN"] ?? "");

async function overview(): Promise<void> {
  const me = data(await door.GET("/v1/me"));
  console.log(`${me.name}: ${(me.scopes ?? []).join(" ")}`);
  for (const { organisation, name, state } of me.memberships) {
    if (state !== "confirmed") continue;
    const path = { organisation };
    let unseen = 0;
    for await (const report of every((after) => door.GET("/v1/organisations/{organisation}/reports", { params: { path, query: { after, limit: 2 } } }))) {
      if (report.unseen) unseen++;
    }
    console.log(`${name}: ${unseen} new`);
    for await (const one of every((after) => door.GET("/v1/organisations/{organisation}/cases", { params: { path, query: { after } } }))) {
      console.log(`  ${one.case} ${one.stage} ${one.due_on ?? "-"}`);
    }
  }
}

overview().catch((error: unknown) => {
  console.error(error instanceof Refused ? `${error.status} ${error.code}: ${error.message}` : error);
  process.exitCode = 1;
});
