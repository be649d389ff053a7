import { crc32, deflateRawSync } from 'node:zlib';

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const letters = (column: number): string =>
  column < 0 ? '' : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

/** A cell as a spreadsheet keeps it: text among the shared texts, numbers as they are, nothing where it is undefined. */
type Cell = string | number | undefined;

/** A zip of files, deflated. It may say of a file that it has another size than it has. */
export const zip = (files: Readonly<Record<string, string>>, says: Readonly<Record<string, number>> = {}): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says[name] ?? raw.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006'), end]);
};

const sheetXml = (rows: readonly (readonly Cell[])[], text: (value: string) => number): string => {
  const cells = (row: readonly Cell[], line: number): string =>
    row
      .map((cell, column) => {
        const at = `r="${letters(column)}${line}"`;
        if (cell === undefined) return '';
        return typeof cell === 'number' ? `<c ${at}><v>${cell}</v></c>` : `<c ${at} t="s"><v>${text(cell)}</v></c>`;
      })
      .join('');
  const lines = rows.map((row, i) => `<row r="${i + 1}">${cells(row, i + 1)}</row>`).join('');
  return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines}</sheetData></worksheet>`;
};

/** A workbook of sheets by name, as spreadsheet programs write it. */
export const workbook = (sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Buffer => {
  const shared: string[] = [];
  const text = (value: string): number => {
    if (!shared.includes(value)) shared.push(value);
    return shared.indexOf(value);
  };
  const names = Object.keys(sheets);
  const bodies = names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheets[name] ?? [], text)]);
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relations}"><sheets>${names.map((name, i) => `<sheet name="${inXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}>${shared.map((value) => `<si><t>${inXml(value)}</t><rPh><t>aside</t></rPh></si>`).join('')}</sst>`,
    ...Object.fromEntries(bodies),
  });
};
