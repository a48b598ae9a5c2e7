using System.Text;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Looks for values in bytes, in every form in which they could lie there: as text, as UTF-16, as base64, as hex.</summary>
internal static class CanarySearch
{
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
