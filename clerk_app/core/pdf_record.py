"""The record of conversion (NĐ 137/2024/NĐ-CP Điều 4) and the other metadata of a PDF/A file."""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

PROGRAM = "Bàn Văn thư"
NAMESPACE = "urn:ban-van-thu:conversion:1"
STATEMENT = "Văn bản điện tử được chuyển đổi từ văn bản giấy"


@dataclass(frozen=True, slots=True)
class Conversion:
    """Who made the electronic document of a paper one, when and where.

    Attributes:
        at: When, with time zone.
        office: Full name of the converting body.
        station: The workstation.
        title: The document's title, for the file's metadata.
        source_pages: Images received; as many as the document's pages if not told.
        statement: The wording that the law asks for.
    """

    at: datetime
    office: str
    station: str
    title: str = ""
    source_pages: int | None = None
    statement: str = STATEMENT

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("the time of conversion has a time zone")


_FIELDS = {
    "statement": ("Text", "Wording that the document was converted from paper"),
    "at": ("Date", "Time of conversion"),
    "office": ("Text", "Full name of the converting body"),
    "station": ("Text", "Workstation on which the document was converted"),
    "sourcePages": ("Integer", "Number of page images converted"),
}


def information(conversion: Conversion) -> dict[str, str]:
    """Give the document information, equal to what `xmp` says."""
    moment = _pdf_date(conversion.at)
    return {
        "Title": _title(conversion),
        "Author": _clean(conversion.office),
        "Creator": PROGRAM,
        "Producer": PROGRAM,
        "CreationDate": moment,
        "ModDate": moment,
    }


def xmp(conversion: Conversion) -> bytes:
    """Write the XMP packet: PDF/A-2b, titles and dates, the record and its schema."""
    return _PACKET.format(
        title=_said(_title(conversion)),
        office=_said(conversion.office),
        program=_said(PROGRAM),
        moment=_moment(conversion.at),
        namespace=NAMESPACE,
        record="\n".join(_record(conversion)),
        schema="\n".join(_schema()),
    ).encode("utf-8")


def _record(conversion: Conversion) -> list[str]:
    values = {
        "statement": _said(conversion.statement),
        "at": _moment(conversion.at),
        "office": _said(conversion.office),
        "station": _said(conversion.station),
    }
    if conversion.source_pages is not None:
        values["sourcePages"] = str(conversion.source_pages)
    return [f"   <cv:{name}>{value}</cv:{name}>" for name, value in values.items()]


def _schema() -> list[str]:
    return [
        f"""        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>{name}</pdfaProperty:name>
         <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
         <pdfaProperty:category>external</pdfaProperty:category>
         <pdfaProperty:description>{told}</pdfaProperty:description>
        </rdf:li>"""
        for name, (kind, told) in _FIELDS.items()
    ]


def _title(conversion: Conversion) -> str:
    return _clean(conversion.title) or PROGRAM


def _clean(text: str) -> str:
    """Drop what XML 1.0 cannot carry."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _said(text: str) -> str:
    return escape(_clean(text))


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat()


def _pdf_date(at: datetime) -> str:
    zone = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:cv="{namespace}">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{office}</rdf:li></rdf:Seq></dc:creator>
   <xmp:CreatorTool>{program}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <xmp:MetadataDate>{moment}</xmp:MetadataDate>
   <pdf:Producer>{program}</pdf:Producer>
{record}
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>Conversion record</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>cv</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
{schema}
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
