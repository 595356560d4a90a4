// An invoice that the demo company sends: E-arve, from its Estonian register code to another post box of the same service.

export function eArve(issueDate: string): string {
  const number = `${issueDate.slice(0, 4)}-EE-1`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<E_Invoice>
  <Header><Date>${issueDate}</Date><FileId>${number}</FileId><Version>1.11</Version></Header>
  <Invoice invoiceId="${number}" regNumber="16122596" sellerRegnumber="10256137">
    <InvoiceParties>
      <SellerParty><Name>Zielona Kuźnia sp. z o.o.</Name><RegNumber>10256137</RegNumber></SellerParty>
      <BuyerParty><Name>Saare Kohvik OÜ</Name><RegNumber>16122596</RegNumber></BuyerParty>
    </InvoiceParties>
    <InvoiceInformation>
      <Type type="DEB"/><DocumentName>Arve</DocumentName><InvoiceNumber>${number}</InvoiceNumber><InvoiceDate>${issueDate}</InvoiceDate>
    </InvoiceInformation>
    <InvoiceSumGroup><InvoiceSum>500.00</InvoiceSum><VAT><SumBeforeVAT>500.00</SumBeforeVAT><VATRate>24</VATRate><VATSum>120.00</VATSum></VAT><TotalVATSum>120.00</TotalVATSum><TotalSum>620.00</TotalSum><Currency>EUR</Currency></InvoiceSumGroup>
    <InvoiceItem><InvoiceItemGroup><ItemEntry><Description>Sepistatud rest</Description><ItemDetailInfo><ItemUnit>tk</ItemUnit><ItemAmount>1</ItemAmount><ItemPrice>500.00</ItemPrice></ItemDetailInfo><ItemSum>500.00</ItemSum><ItemTotal>620.00</ItemTotal></ItemEntry></InvoiceItemGroup></InvoiceItem>
    <PaymentInfo><Currency>EUR</Currency><PaymentDescription>Arve ${number}</PaymentDescription><Payable>YES</Payable><PaymentTotalSum>620.00</PaymentTotalSum><PayerName>Saare Kohvik OÜ</PayerName><PaymentId>${number}</PaymentId><PayToAccount>EE382200221020145685</PayToAccount><PayToName>Zielona Kuźnia sp. z o.o.</PayToName></PaymentInfo>
  </Invoice>
  <Footer><TotalNumberInvoices>1</TotalNumberInvoices><TotalAmount>620.00</TotalAmount></Footer>
</E_Invoice>
`;
}
