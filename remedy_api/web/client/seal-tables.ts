/** The part of the sealing library that knows what happens at tables. */
export { checkDisclosed } from "../../../intake_forms/seal/kinds";
export { makeDisclosure, openDisclosure } from "../../../intake_forms/seal/table-disclosure";
export type { OpenedDisclosure } from "../../../intake_forms/seal/table-disclosure";
export { foundTableRoom } from "../../../intake_forms/seal/founding";
export type { PlanStep } from "../../../intake_forms/seal/event";
export type { Plan, StepState, TableFacts } from "../../../intake_forms/seal/table-state";
export type { NewStep, NewTableEvent } from "../../../intake_forms/seal/table-types";
