/** One door to the sealing library. */
export * from "../../../intake_forms/seal/index";
