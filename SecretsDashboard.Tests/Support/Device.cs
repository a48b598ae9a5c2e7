using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// A device with one passkey, by W3C Web Authentication, without a browser: it can also answer what no browser would.
/// </summary>
internal sealed class Device
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte HasKey = 0x40;

    private readonly ECParameters key = NewKey();
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string owner = "";

    /// <summary>The page it believes it is asked by.</summary>
    public string Origin { get; set; } = TestDatabase.Origin;

    /// <summary>Its person showed a finger, a face or a PIN.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>Makes its passkey: the answer to the options, both as JSON.</summary>
    public string Make(string options)
    {
        using var asked = JsonDocument.Parse(options);
        owner = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var point = key.Q;
        // COSE: an EC2 key on P-256 for ES256
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        byte[] data = [.. Head(asked, "rp", HasKey), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        // CBOR: a map of fmt, attStmt and authData
        byte[] attestation = [0xA3, .. Word("fmt"), .. Word("none"), .. Word("attStmt"), 0xA0, .. Word("authData"), 0x58, (byte)data.Length, .. data];
        return Answer(new() { ["clientDataJSON"] = Encode(Client("webauthn.create", asked)), ["attestationObject"] = Encode(attestation) });
    }

    /// <summary>Shows its passkey: the answer to the options, both as JSON.</summary>
    public string Show(string options)
    {
        using var asked = JsonDocument.Parse(options);
        var (client, data) = (Client("webauthn.get", asked), Head(asked, "rpId", 0));
        using var signer = ECDsa.Create(key);
        var signature = signer.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new() { ["clientDataJSON"] = Encode(client), ["authenticatorData"] = Encode(data), ["signature"] = Encode(signature), ["userHandle"] = owner });
    }

    private static ECParameters NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportParameters(includePrivateParameters: true);
    }

    private byte[] Client(string type, JsonDocument asked) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type,
        challenge = asked.RootElement.GetProperty("challenge").GetString(),
        origin = Origin,
        crossOrigin = false,
    });

    private byte[] Head(JsonDocument asked, string site, byte more)
    {
        var name = asked.RootElement.GetProperty(site);
        var host = name.ValueKind == JsonValueKind.Object ? name.GetProperty("id").GetString()! : name.GetString()!;
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, 0);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(host)), (byte)(Present | (Verifies ? Verified : 0) | more), .. count];
    }

    private string Answer(Dictionary<string, string> response) => JsonSerializer.Serialize(new
    {
        id = Encode(id),
        rawId = Encode(id),
        type = "public-key",
        clientExtensionResults = new { },
        response,
    });

    private static byte[] Word(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Encode(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
