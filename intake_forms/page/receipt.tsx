/** The page to read the answer, with nothing but the code on paper. */
import { ReceiptPage } from "./receipt-page";
import { receiptTransport } from "./receipt-transport";
import { start, turnTo } from "./start";

const transport = receiptTransport();
start((given) => <ReceiptPage {...given} transport={transport} home={() => turnTo("/")} />);
