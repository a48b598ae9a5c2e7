using System.Text.Json;

namespace SecretsDashboard.Cli;

/// <summary>The names of an environment's secrets as the API lists them; what else stands in the list is not read.</summary>
internal sealed record KeyListing(IReadOnlyList<KeyListItem>? Keys)
{
    /// <exception cref="ClientFailure">The bytes are something else.</exception>
    public static KeyListing Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            var listing = JsonSerializer.Deserialize(answer, ApiJson.Default.KeyListing);
            return listing?.Keys is { } keys && keys.All(static item => item?.Key is not null) ? listing : throw ApiFailures.Garbage();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw ApiFailures.Garbage();
        }
    }

    /// <summary>Sorted by their bytes, fit for a terminal.</summary>
    public IEnumerable<string> Names() => Keys!.Select(static item => PlainText.Of(item.Key!)).Order(StringComparer.Ordinal);
}
