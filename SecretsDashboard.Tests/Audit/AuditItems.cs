using SecretsDashboard.Access;
using SecretsDashboard.Audit;

namespace SecretsDashboard.Tests.Audit;

/// <summary>Reads an entry as the page shows it.</summary>
internal static class AuditItems
{
    /// <summary>The sentence, without who did it.</summary>
    public static string Text(this AuditListItem item) => string.Concat(item.Sentence.Select(part => part.Text));

    /// <summary>What stands beside the sentence under a name; empty where nothing does.</summary>
    public static string Fact(this AuditListItem item, string name) => item.Facts.SingleOrDefault(fact => fact.Name == name).Text ?? "";

    /// <summary>An entry as somebody sees it who belongs to every project of it, and knows no token and no other name of a place.</summary>
    public static AuditListItem Shown(AuditRecord entry, PersonLabels labels) => AuditListItem.Of(new AuditGroup(1, entry), labels, new Dictionary<string, string>(), AuditPlaces.None, withProject: true);
}
