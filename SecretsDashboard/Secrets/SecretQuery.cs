using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Which secrets to list, in which order, and which page of them (from 0). It stands in the page's address, so that a view survives a reload
/// and can be passed on; parts of an address that it does not understand are left out.
/// </summary>
public sealed record SecretQuery
{
    public const int PageSize = 50;

    public string Search { get; init; } = "";
    public SecretType? Type { get; init; }

    /// <summary>The slug of an environment.</summary>
    public string? NotSetIn { get; init; }

    public bool NeverDelivered { get; init; }

    /// <summary>Of which project, as <see cref="Access.ProjectAddress.LabelOf(string)"/> says it, where those of all are asked for; null: of each.</summary>
    public string? Project { get; init; }
    public SecretOrder Order { get; init; } = SecretOrder.Key;
    public bool Descending { get; init; }
    public int Page { get; init; }

    public bool IsFiltered => Search != "" || Type is not null || NotSetIn is not null || NeverDelivered || Project is not null;

    /// <summary>All of them, in the same order.</summary>
    public SecretQuery Unfiltered() => new() { Order = Order, Descending = Descending };

    /// <summary>In this order from the first page; in the other direction where it is the order already.</summary>
    public SecretQuery SortedBy(SecretOrder order) => this with { Order = order, Descending = Order == order && !Descending, Page = 0 };

    /// <summary>The page that is the last one where only so many fit any more.</summary>
    public SecretQuery AtLastOf(int matching) => this with { Page = Math.Max(0, (matching - 1) / PageSize) };

    /// <summary>Only a letter of the search came or went: a word that is typed is one step back, not one for each letter.</summary>
    public bool IsTyping(SecretQuery changed) => Search != "" && changed with { Search = Search, Page = Page } == this;

    /// <summary>What an address asks for.</summary>
    public static SecretQuery Read(Uri address)
    {
        var fields = QueryHelpers.ParseQuery(address.Query);
        return new SecretQuery
        {
            Search = Text("search") is { Length: <= 200 } search ? search : "",
            Type = Word<SecretType>("type"),
            NotSetIn = Text("missing") is { Length: > 0 } slug ? slug : null,
            NeverDelivered = Text("delivered") == "never",
            Project = Text("project") is { Length: > 0 } project ? project : null,
            Order = Word<SecretOrder>("sort") ?? SecretOrder.Key,
            Descending = Text("order") == "down",
            Page = int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page - 1, 0, 1_000_000) : 0,
        };

        string? Text(string name) => fields.TryGetValue(name, out var values) ? values.ToString() : null;

        T? Word<T>(string name) where T : struct, Enum =>
            Text(name) is { } word ? Enum.GetValues<T>().Cast<T?>().FirstOrDefault(each => string.Equals($"{each}", word, StringComparison.OrdinalIgnoreCase)) : null;
    }

    /// <summary>The path with this question behind it, and with the key of the secret whose panel is open.</summary>
    public string Address(string path, string? open) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["search"] = Search == "" ? null : Search,
        ["type"] = Type is { } type ? Lower(type) : null,
        ["missing"] = NotSetIn,
        ["project"] = Project,
        ["delivered"] = NeverDelivered ? "never" : null,
        ["sort"] = Order == SecretOrder.Key ? null : Lower(Order),
        ["order"] = Descending ? "down" : null,
        ["page"] = Page == 0 ? null : (Page + 1).ToString(CultureInfo.InvariantCulture),
        ["secret"] = open,
    });

    /// <summary>The key of the secret whose panel an address opens; null: of none.</summary>
    public static string? Open(Uri address) =>
        QueryHelpers.ParseQuery(address.Query).TryGetValue("secret", out var key) && key.ToString() is { Length: > 0 and <= Secret.KeyLength } text ? text : null;

    private static string Lower<T>(T word) where T : struct, Enum => $"{word}".ToLowerInvariant();
}
