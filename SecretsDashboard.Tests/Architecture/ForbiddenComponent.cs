using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>A component that receives everything no component may: the proof that the rule looks.</summary>
internal sealed class ForbiddenComponent(ProjectKeys keys) : ComponentBase
{
    [Inject] private AppDbContext Database { get; set; } = default!;

    [Inject] private IDbContextFactory<AppDbContext> Factory { get; set; } = default!;

    [Inject] private WriteGate Gate { get; set; } = default!;

    [Inject] private Lazy<RootKey> Root { get; set; } = default!;

    [Parameter] public FactorSeal? Fingerprints { get; set; }

    protected override void OnInitialized() => _ = (keys, Database, Factory, Gate, Root);
}
