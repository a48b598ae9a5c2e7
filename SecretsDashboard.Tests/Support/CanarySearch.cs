using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Tests.Support;

/// <summary>Looks for values in bytes, in every form in which they could lie there: as text, as UTF-16, as base64, as hex.</summary>
internal static class CanarySearch
{
    /// <summary>What makes a server log all it can.</summary>
    public static readonly string[] Talkative = ["--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace"];

    // nothing that JSON, HTML or an address would write in another way
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly string[] Files = ["secrets.db", "secrets.db-wal", "secrets.db-shm"];

    /// <summary>A value that is looked for.</summary>
    public static string Value(int length) => RandomNumberGenerator.GetString(Letters, length);

    /// <summary>What a server that was killed left on its disk, by file name.</summary>
    public static async Task<Dictionary<string, byte[]>> LeftByAsync(ServerFolder folder)
    {
        var materials = new Dictionary<string, byte[]>();
        foreach (var path in Files.Select(name => Path.Combine(folder.Data, name)).Concat(Directory.GetFiles(folder.Keys)))
        {
            materials.Add(Path.GetFileName(path), await File.ReadAllBytesAsync(path));
        }
        return materials;
    }

    /// <summary>No value lies anywhere in it; and the same search finds one that does, in each form and each kind of material.</summary>
    public static void AssertNowhere(IReadOnlyList<string> values, Dictionary<string, byte[]> materials)
    {
        Assert.All(materials, material => Assert.NotEmpty(material.Value));
        var found = values.SelectMany((value, number) => materials.SelectMany(material =>
            Find(value, material.Value).Select(form => $"value {number} lies in {material.Key} as {form}"))).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        foreach (var (name, material) in materials)
        {
            foreach (var (form, bytes) in Forms(values[0]))
            {
                var middle = material.Length / 2;
                Assert.True(Find(values[0], [.. material[..middle], .. bytes, .. material[middle..]]).Contains(form), $"the search misses {form} in {name}");
            }
        }
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('x', offset)}{values[0]}yz")));
            Assert.NotEmpty(Find(values[0], encoded));
        }
    }

    /// <summary>The names of the forms in which the value was found.</summary>
    public static IEnumerable<string> Find(string value, byte[] material) =>
        Forms(value).Where(form => material.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => form.Name);

    public static IEnumerable<(string Name, byte[] Bytes)> Forms(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return ("UTF-8", utf8);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(value));
        yield return ("hex, lower case", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)));
        yield return ("hex, upper case", Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)));
        for (var offset = 0; offset < 3; offset++)
        {
            // only the characters that depend on nothing before or after the value
            var whole = Convert.ToBase64String([.. new byte[offset], .. utf8]);
            var text = whole[((offset * 8 + 5) / 6)..((offset + utf8.Length) * 8 / 6)];
            yield return ($"base64 from {offset}", Encoding.ASCII.GetBytes(text));
            yield return ($"base64url from {offset}", Encoding.ASCII.GetBytes(text.Replace('+', '-').Replace('/', '_')));
        }
    }
}
