/** One door to the words of the pages; the catalogue is loaded before anything is drawn. */
export * from "../../../intake_forms/page/i18n";
