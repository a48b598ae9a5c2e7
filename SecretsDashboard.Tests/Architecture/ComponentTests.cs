namespace SecretsDashboard.Tests.Architecture;

/// <summary>No component receives a database context, a factory of them, the write gate or a cipher.</summary>
public sealed class ComponentTests
{
    [Fact]
    public void Components_EveryOne_ReceivesNoneOfThese()
    {
        var components = ComponentRule.Components(typeof(Program).Assembly).ToList();

        Assert.Contains(components, component => component.Name == "SecretsPage");
        Assert.True(components.Count > 20);
        Assert.Empty(components.SelectMany(ComponentRule.Broken));
    }

    [Fact]
    public void Broken_ComponentThatReceivesThem_IsFoundByProperty()
    {
        Assert.Equal(
            ["AppDbContext", "FactorSeal", "IDbContextFactory`1", "Lazy`1", "ProjectKeys", "WriteGate"],
            ComponentRule.Broken(typeof(ForbiddenComponent)).Select(line => line.Split(' ')[^1]).Order(StringComparer.Ordinal));
    }
}
