using System.Reflection;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;

namespace SecretsDashboard.Tests.Audit;

/// <summary>Whatever can stand in the log can be read and filtered for on the page.</summary>
public sealed class AuditWordsTests
{
    [Fact]
    public void Actions_AllOfThem_HaveWords() => Assert.Equal(Constants(typeof(AuditAction)).Order(), AuditWords.Actions.Keys.Order());

    [Fact]
    public void Reasons_AllOfThem_HaveWords() =>
        Assert.All(Constants(typeof(AccessDeniedException)).Concat(Constants(typeof(AuditReason))), reason => Assert.DoesNotContain('_', AuditSentence.Reason(reason)));

    [Fact]
    public void Reason_Parts_AreAList() => Assert.Equal("description, type", AuditSentence.Reason("description,type"));

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
