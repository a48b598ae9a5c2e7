using System.Text;
using QRCoder;

namespace SecretsDashboard.Ui;

/// <summary>A text as a QR code: an image for an img element, which needs no file. It says what the text says, so it is kept like the text.</summary>
internal static class QrImage
{
    /// <summary>A data URI of an SVG.</summary>
    public static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        // dark on light in both themes, with its quiet zone: not every camera reads the inverse
        var svg = new SvgQRCode(code).GetGraphic(1, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        return $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";
    }
}
