using System.Text;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Audit;
using SecretsDashboard.Cli;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Overview;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Settings;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>A method of a store that takes a caller: what it needs, and how to call it. The rule is written down here a second time.</summary>
/// <param name="Method">Type and name.</param>
/// <param name="Needs">The permission.</param>
/// <param name="InProject">It is asked for a project; else for the instance.</param>
/// <param name="Call">Does it with arguments that are right for anyone who may.</param>
internal sealed record MatrixDeed(string Method, Permission Needs, bool InProject, Func<MatrixPlace, Caller, Task> Call)
{
    /// <summary>It touches a value in a protected environment.</summary>
    public bool IsProtected { get; init; }

    /// <summary>It takes a protection away, which its method may do without proof the other way round.</summary>
    public bool Lifts { get; init; }

    /// <summary>
    /// Methods that may be done in a session that was not confirmed lately: they change nothing, are the everyday work, can be undone, or
    /// take access away that somebody wants gone at once. All others ask.
    /// </summary>
    public static readonly IReadOnlySet<string> WithoutProof = new HashSet<string>
    {
        "SecretList.ReadAsync", "AllSecretsList.ReadAsync", "SecretPanelReader.ReadAsync", "SecretCheckReader.ReadAsync", "SecretUsage.ListAsync", "ProjectStore.GetAsync", "ProjectList.ListAsync", "ProjectList.ListOthersAsync", "OverviewReader.ReadAsync", "TokenStore.ListAsync", "TokenStore.ReachAsync", "HouseReader.ReadAsync", "HouseReader.FindAsync",
        "ProjectMemberStore.ListAsync", "AuditReader.ReadAsync", "AuditReader.ListActorsAsync", "AuditReader.CountNewAsync", "AuditMonthReader.ReadAsync", "PaletteReader.FindAsync", "SettingsStore.ReadAsync", "HealthReader.ReadAsync", "MemberStore.ListAsync",
        "SharingStore.GetAsync", "SecretStore.AskAsync", "SecretStore.OutlineAsync", "SecretStore.AddAsync", "SecretStore.ChangeAsync", "SecretStore.PreviewAsync", "SecretStore.ImportAsync", "SecretStore.DeleteAsync",
        "ProjectStore.CreateAsync", "EnvironmentStore.AddAsync", "EnvironmentStore.RenameAsync", "EnvironmentStore.MoveAsync", "EnvironmentStore.ProtectAsync", "EnvironmentStore.MarkProductionAsync",
        "TokenStore.RevokeAsync", "InvitationStore.WithdrawAsync", "AttentionStore.PutOffAsync", "AttentionStore.BringBackAsync", "NeedStore.MarkAsync", "NeedStore.UnmarkAsync",
        // here it changes nothing; StepUpTests turns it on
        "SettingsStore.RequireSecondFactorAsync",
    };

    /// <summary>Methods on what is the caller's own: there is nothing to name that could be another's. Their own tests show it.</summary>
    public static readonly IReadOnlySet<string> OnOneself = new HashSet<string>
    {
        "HouseReader.ReadAsync", "SessionStore.SignOutAsync",
        "OwnSessionStore.ListAsync", "OwnSessionStore.EndAsync", "OwnSessionStore.EndOthersAsync", "OwnSessionStore.EndAllAsync", "OwnSessionStore.ChangePasswordAsync",
        "OwnProfileStore.ReadAsync", "OwnProfileStore.RenameAsync",
        "OwnConfirmation.WaysAsync", "OwnConfirmation.ConfirmAsync", "OwnConfirmation.BeginPasskeyAsync",
        "OwnPassword.ConfirmAsync", "OwnFactors.ReadAsync", "OwnFactors.ChangeAsync",
        "PasskeyStore.ListAsync", "PasskeyStore.BeginAsync", "PasskeyStore.AddAsync", "PasskeyStore.RenameAsync", "PasskeyStore.RemoveAsync",
        "AuthenticatorStore.ReadAsync", "AuthenticatorStore.BeginAsync", "AuthenticatorStore.SetUpAsync", "AuthenticatorStore.TurnOffAsync", "AuthenticatorStore.RenewCodesAsync",
        "SetUpSeed.Create", "SetUpSeed.Read",
    };

    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<MatrixDeed> All =
    [
        InProjectOf<SecretList>("ReadAsync", Permission.SeeProject, (store, place, caller) => store.ReadAsync(caller, place.Project, new SecretQuery(), None)),
        InProjectOf<SecretPanelReader>("ReadAsync", Permission.SeeProject, (store, place, caller) => store.ReadAsync(caller, place.Project, MatrixPlace.Key, None)),
        InProjectOf<SecretCheckReader>("ReadAsync", Permission.SeeProject, (store, place, caller) => store.ReadAsync(caller, place.Project, MatrixPlace.Key, null, null, None)),
        InProjectOf<SecretUsage>("ListAsync", Permission.SeeProject, (store, place, caller) => store.ListAsync(caller, place.Project, MatrixPlace.Key, None)),
        InProjectOf<SecretStore>("AskAsync", Permission.ChangeSecrets, (store, place, caller) => store.AskAsync(caller, place.Project, None)),
        InProjectOf<SecretStore>("AddAsync", Permission.ChangeSecrets, (store, place, caller) => SaveAsync(draft => store.AddAsync(caller, place.Project, draft, None), "NEW_KEY", MatrixPlace.Open)),
        InProjectOf<SecretStore>("AddAsync", Permission.ChangeProtected, (store, place, caller) => SaveAsync(draft => store.AddAsync(caller, place.Project, draft, None), "OTHER_KEY", MatrixPlace.Protected)) with { IsProtected = true },
        InProjectOf<SecretStore>("ChangeAsync", Permission.ChangeSecrets, (store, place, caller) => SaveAsync(draft => store.ChangeAsync(caller, place.Project, draft, None), MatrixPlace.Key, MatrixPlace.Open)),
        InProjectOf<SecretStore>("ChangeAsync", Permission.ChangeProtected, (store, place, caller) => SaveAsync(draft => store.ChangeAsync(caller, place.Project, draft, None), MatrixPlace.Key, MatrixPlace.Protected)) with { IsProtected = true },
        InProjectOf<SecretStore>("OutlineAsync", Permission.ChangeSecrets, (store, place, caller) => store.OutlineAsync(caller, place.Project, File(), [MatrixPlace.Open], None)),
        InProjectOf<SecretStore>("OutlineAsync", Permission.ChangeProtected, (store, place, caller) => store.OutlineAsync(caller, place.Project, File(), [MatrixPlace.Protected], None)) with { IsProtected = true },
        InProjectOf<SecretStore>("PreviewAsync", Permission.ChangeSecrets, (store, place, caller) => store.PreviewAsync(caller, place.Project, File(), [MatrixPlace.Open], None)),
        InProjectOf<SecretStore>("PreviewAsync", Permission.ChangeProtected, (store, place, caller) => store.PreviewAsync(caller, place.Project, File(), [MatrixPlace.Protected], None)) with { IsProtected = true },
        InProjectOf<SecretStore>("ImportAsync", Permission.ChangeSecrets, (store, place, caller) => store.ImportAsync(caller, place.Project, File(), [MatrixPlace.Open], null, None)),
        InProjectOf<SecretStore>("ImportAsync", Permission.ChangeProtected, (store, place, caller) => store.ImportAsync(caller, place.Project, File(), [MatrixPlace.Protected], null, None)) with { IsProtected = true },
        InProjectOf<SecretStore>("DeleteAsync", Permission.ChangeSecrets, (store, place, caller) => store.DeleteAsync(caller, place.Project, MatrixPlace.Key, null, None)),
        InProjectOf<SecretStore>("DeleteAsync", Permission.ChangeProtected, (store, place, caller) => store.DeleteAsync(caller, place.Project, MatrixPlace.ProtectedKey, null, None)) with { IsProtected = true },
        InProjectOf<NeedStore>("MarkAsync", Permission.ChangeSecrets, (store, place, caller) => store.MarkAsync(caller, place.Project, MatrixPlace.Key, "staging", None)),
        InProjectOf<NeedStore>("MarkAsync", Permission.ChangeProtected, (store, place, caller) => store.MarkAsync(caller, place.Project, MatrixPlace.Key, MatrixPlace.Protected, None)) with { IsProtected = true },
        InProjectOf<NeedStore>("UnmarkAsync", Permission.ChangeSecrets, (store, place, caller) => store.UnmarkAsync(caller, place.Project, MatrixPlace.Key, "staging", None)),
        InProjectOf<NeedStore>("UnmarkAsync", Permission.ChangeProtected, (store, place, caller) => store.UnmarkAsync(caller, place.Project, MatrixPlace.Key, MatrixPlace.Protected, None)) with { IsProtected = true },
        // each thing by those who may mend it
        InProjectOf<AttentionStore>("PutOffAsync", Permission.ManageTokens, (store, place, caller) => store.PutOffAsync(caller, place.Project, AttentionKind.TokenEnds, [place.Token], 7, None)),
        InProjectOf<AttentionStore>("PutOffAsync", Permission.ChangeSecrets, (store, place, caller) => store.PutOffAsync(caller, place.Project, AttentionKind.ValueMissing, [place.Environment], 7, None)),
        InProjectOf<AttentionStore>("PutOffAsync", Permission.ChangeProtected, (store, place, caller) => store.PutOffAsync(caller, place.Project, AttentionKind.ValueMissing, [place.Guarded], 7, None)) with { IsProtected = true },
        InProjectOf<AttentionStore>("BringBackAsync", Permission.ManageTokens, (store, place, caller) => store.BringBackAsync(caller, place.Project, AttentionKind.TokenEnds, [place.Token], None)),
        InProjectOf<AttentionStore>("BringBackAsync", Permission.ChangeSecrets, (store, place, caller) => store.BringBackAsync(caller, place.Project, AttentionKind.ValueMissing, [place.Environment], None)),
        InInstanceOf<AttentionStore>("PutOffAsync", Permission.ManagePeople, (store, _, caller) => store.PutOffAsync(caller, null, AttentionKind.NoSecondFactor, [Guid.Empty], 30, None)),
        InInstanceOf<AttentionStore>("PutOffAsync", Permission.ReadInstanceAudit, (store, _, caller) => store.PutOffAsync(caller, null, AttentionKind.ChainBroken, [Guid.Empty], 30, None)),
        InInstanceOf<AttentionStore>("BringBackAsync", Permission.ManagePeople, (store, _, caller) => store.BringBackAsync(caller, null, AttentionKind.NoSecondFactor, [Guid.Empty], None)),
        InProjectOf<ProjectStore>("GetAsync", Permission.SeeProject, (store, place, caller) => store.GetAsync(caller, place.Project, None)),
        InProjectOf<ProjectStore>("JoinAsync", Permission.JoinProject, (store, place, caller) => store.JoinAsync(caller, place.Project, None)),
        InProjectOf<ProjectStore>("ChangeAsync", Permission.ManageProject, (store, place, caller) => store.ChangeAsync(caller, place.Project, "New name", true, true, None)),
        InProjectOf<ProjectStore>("DeleteAsync", Permission.DeleteProject, (store, place, caller) => store.DeleteAsync(caller, place.Project, place.Project, None)),
        InProjectOf<EnvironmentStore>("AddAsync", Permission.ManageProject, (store, place, caller) => store.AddAsync(caller, place.Project, "Preview", None)),
        InProjectOf<EnvironmentStore>("RenameAsync", Permission.ManageProject, (store, place, caller) => store.RenameAsync(caller, place.Project, place.Environment, "Rehearsal", None)),
        InProjectOf<EnvironmentStore>("MoveAsync", Permission.ManageProject, (store, place, caller) => store.MoveAsync(caller, place.Project, place.Environment, -1, None)),
        InProjectOf<EnvironmentStore>("MarkProductionAsync", Permission.ManageProject, (store, place, caller) => store.MarkProductionAsync(caller, place.Project, place.Environment, true, None)),
        InProjectOf<EnvironmentStore>("ProtectAsync", Permission.ManageProject, (store, place, caller) => store.ProtectAsync(caller, place.Project, place.Environment, true, None)),
        InProjectOf<EnvironmentStore>("ProtectAsync", Permission.ManageProject, (store, place, caller) => store.ProtectAsync(caller, place.Project, place.Guarded, false, None)) with { Lifts = true },
        InProjectOf<EnvironmentStore>("RemoveAsync", Permission.ManageProject, (store, place, caller) => store.RemoveAsync(caller, place.Project, place.Environment, null, None)),
        // anyone who sees the project sees its page of tokens; without the right it is empty
        InProjectOf<TokenStore>("ListAsync", Permission.SeeProject, (store, place, caller) => store.ListAsync(caller, place.Project, None)),
        InProjectOf<TokenStore>("ReachAsync", Permission.ManageTokens, (store, place, caller) => store.ReachAsync(caller, place.Project, None)),
        InProjectOf<TokenStore>("MintAsync", Permission.ManageTokens, (store, place, caller) => store.MintAsync(caller, place.Project, new TokenForm { Name = "new", Environment = MatrixPlace.Open, Read = true, Days = "1" }, None)),
        InProjectOf<TokenStore>("RevokeAsync", Permission.ManageTokens, (store, place, caller) => store.RevokeAsync(caller, place.Project, place.Token, None)),
        InProjectOf<ProjectMemberStore>("ListAsync", Permission.SeeProject, (store, place, caller) => store.ListAsync(caller, place.Project, None)),
        InProjectOf<ProjectMemberStore>("AddAsync", Permission.ManageMembers, (store, place, caller) => store.AddAsync(caller, place.Project, place.Stranger, ProjectRole.Viewer, None)),
        InProjectOf<ProjectMemberStore>("ChangeRoleAsync", Permission.ManageMembers, (store, place, caller) => store.ChangeRoleAsync(caller, place.Project, place.Editor, ProjectRole.Manager, None)),
        InProjectOf<ProjectMemberStore>("RemoveAsync", Permission.ManageMembers, (store, place, caller) => store.RemoveAsync(caller, place.Project, place.Editor, None)),
        InProjectOf<AuditReader>("ReadAsync", Permission.ReadAudit, (store, place, caller) => store.ReadAsync(caller, place.Project, new AuditQuery(), None)),
        InProjectOf<AuditReader>("ListActorsAsync", Permission.ReadAudit, (store, place, caller) => store.ListActorsAsync(caller, place.Project, None)),
        InProjectOf<AuditReader>("CountNewAsync", Permission.ReadAudit, (store, place, caller) => store.CountNewAsync(caller, place.Project, new AuditQuery(), 0, None)),
        InProjectOf<AuditMonthReader>("ReadAsync", Permission.ReadAudit, (store, place, caller) => store.ReadAsync(caller, place.Project, null, None)),
        InProjectOf<AuditReader>("AllowExportAsync", Permission.ReadAudit, (store, place, caller) => store.AllowExportAsync(caller, place.Project, None)),
        InProjectOf<AuditReader>("ExportAsync", Permission.ReadAudit, (store, place, caller) => ExportAsync(store, place.Project, caller)),
        InInstanceOf<AuditReader>("ReadAsync", Permission.ReadInstanceAudit, (store, _, caller) => store.ReadAsync(caller, null, new AuditQuery(), None)),
        InInstanceOf<AuditReader>("ListActorsAsync", Permission.ReadInstanceAudit, (store, _, caller) => store.ListActorsAsync(caller, null, None)),
        InInstanceOf<AuditReader>("CountNewAsync", Permission.ReadInstanceAudit, (store, _, caller) => store.CountNewAsync(caller, null, new AuditQuery(), 0, None)),
        InInstanceOf<AuditMonthReader>("ReadAsync", Permission.ReadInstanceAudit, (store, _, caller) => store.ReadAsync(caller, null, null, None)),
        InInstanceOf<AuditReader>("AllowExportAsync", Permission.ReadInstanceAudit, (store, _, caller) => store.AllowExportAsync(caller, null, None)),
        InInstanceOf<AuditReader>("ExportAsync", Permission.ReadInstanceAudit, (store, _, caller) => ExportAsync(store, null, caller)),
        InInstanceOf<ProjectStore>("CreateAsync", Permission.CreateProject, (store, place, caller) => store.CreateAsync(caller, new ProjectForm { Name = "Fresh", Slug = $"{place.Project}-2" }, None)),
        // of the organization's project, where the roles follow from those in the instance
        InInstanceOf<SharingStore>("GetAsync", Permission.JoinProject, (store, _, caller) => store.GetAsync(caller, None)),
        InInstanceOf<SharingStore>("ChooseAsync", Permission.ChooseReceivers, (store, place, caller) => store.ChooseAsync(caller, null, false, [place.Project], None)),
        InInstanceOf<ProjectList>("ListAsync", Permission.UseInstance, (store, _, caller) => store.ListAsync(caller, None)),
        InInstanceOf<ProjectList>("ListOthersAsync", Permission.JoinProject, (store, _, caller) => store.ListOthersAsync(caller, None)),
        InInstanceOf<AllSecretsList>("ReadAsync", Permission.UseInstance, (store, _, caller) => store.ReadAsync(caller, new SecretQuery(), None)),
        InInstanceOf<OverviewReader>("ReadAsync", Permission.UseInstance, (store, _, caller) => store.ReadAsync(caller, None)),
        InInstanceOf<PaletteReader>("FindAsync", Permission.UseInstance, (store, _, caller) => store.FindAsync(caller, "api", "/", null, None)),
        InInstanceOf<HouseReader>("ReadAsync", Permission.UseInstance, (store, _, caller) => store.ReadAsync(caller, None)),
        InInstanceOf<HouseReader>("FindAsync", Permission.UseInstance, (store, _, caller) => store.FindAsync(caller, "/", None)),
        InInstanceOf<SettingsStore>("ReadAsync", Permission.ManageInstance, (store, _, caller) => store.ReadAsync(caller, None)),
        InInstanceOf<HealthReader>("ReadAsync", Permission.ManageInstance, (store, _, caller) => store.ReadAsync(caller, None)),
        InInstanceOf<SettingsStore>("RequireSecondFactorAsync", Permission.ManageInstance, (store, _, caller) => store.RequireSecondFactorAsync(caller, false, None)),
        InInstanceOf<InvitationStore>("InviteAsync", Permission.ManagePeople, (store, place, caller) => store.InviteAsync(caller, new InviteForm { Email = $"{place.Project}-2@example.com", Role = "Admin" }, None)),
        InInstanceOf<InvitationStore>("InviteAsync", Permission.ManageOwners, (store, place, caller) => store.InviteAsync(caller, new InviteForm { Email = $"{place.Project}-3@example.com", Role = "Owner" }, None)),
        InInstanceOf<InvitationStore>("RenewAsync", Permission.ManagePeople, (store, place, caller) => store.RenewAsync(caller, place.Invitation, None)),
        InInstanceOf<InvitationStore>("WithdrawAsync", Permission.ManagePeople, (store, place, caller) => store.WithdrawAsync(caller, place.Invitation, None)),
        InInstanceOf<MemberStore>("ListAsync", Permission.ManagePeople, (store, _, caller) => store.ListAsync(caller, None)),
        InInstanceOf<MemberStore>("ChangeRoleAsync", Permission.ManagePeople, (store, place, caller) => store.ChangeRoleAsync(caller, place.Stranger, InstanceRole.Admin, None)),
        InInstanceOf<MemberStore>("ChangeRoleAsync", Permission.ManageOwners, (store, place, caller) => store.ChangeRoleAsync(caller, place.Stranger, InstanceRole.Owner, None)),
        InInstanceOf<MemberStore>("DisableAsync", Permission.ManagePeople, (store, place, caller) => store.DisableAsync(caller, place.Stranger, None)),
        InInstanceOf<MemberStore>("EnableAsync", Permission.ManagePeople, (store, place, caller) => store.EnableAsync(caller, place.Stranger, None)),
        InInstanceOf<MemberStore>("ResetSecondFactorAsync", Permission.ManagePeople, (store, place, caller) => store.ResetSecondFactorAsync(caller, place.Stranger, None)),
        InInstanceOf<MemberStore>("RemoveAsync", Permission.ManagePeople, (store, place, caller) => store.RemoveAsync(caller, place.Stranger, None)),
    ];

    public override string ToString() => $"{Method}{(InProject ? " in a project" : "")}{(IsProtected ? ", protected" : "")}{(Lifts ? ", lifting" : "")} ({Needs})";

    private static MatrixDeed InProjectOf<T>(string method, Permission needs, Func<T, MatrixPlace, Caller, Task> call) where T : notnull =>
        new($"{typeof(T).Name}.{method}", needs, true, (place, caller) => call(place.Get<T>(), place, caller));

    private static MatrixDeed InInstanceOf<T>(string method, Permission needs, Func<T, MatrixPlace, Caller, Task> call) where T : notnull =>
        new($"{typeof(T).Name}.{method}", needs, false, (place, caller) => call(place.Get<T>(), place, caller));

    private static async Task SaveAsync(Func<SecretDraft, Task<SaveOutcome>> save, string key, string environment)
    {
        using var draft = Given.Draft(key, (environment, "new"));
        Assert.True((await save(draft)).IsSaved);
    }

    private static async Task ExportAsync(AuditReader reader, string? project, Caller caller)
    {
        await foreach (var _ in reader.ExportAsync(caller, project, new AuditQuery(), None))
        {
        }
    }

    private static DotEnv File() => DotEnv.Parse(Encoding.UTF8.GetBytes("IMPORTED=x\n"));
}
