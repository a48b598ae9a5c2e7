namespace SecretsDashboard.Access;

/// <summary>Everything that can be allowed or refused. <see cref="AccessPolicy"/> says to whom.</summary>
internal enum Permission
{
    /// <summary>Be signed in: one's own overview.</summary>
    UseInstance,

    /// <summary>One's own account: sessions, password, second factors. All that is left to those who lack a required second factor.</summary>
    ManageOwnAccount,

    /// <summary>See, invite, disable and remove people, and change their roles, except Owners.</summary>
    ManagePeople,

    /// <summary>The same where an Owner is concerned, or somebody is to become one.</summary>
    ManageOwners,

    /// <summary>Change what holds for the whole instance.</summary>
    ManageInstance,

    /// <summary>Choose which projects receive what the organization shares.</summary>
    ChooseReceivers,

    /// <summary>Create a project and become its Manager.</summary>
    CreateProject,

    /// <summary>See a project's keys, descriptions, who changed what and when.</summary>
    SeeProject,

    /// <summary>Create, change and delete secrets.</summary>
    ChangeSecrets,

    /// <summary>The same where a protected environment is touched.</summary>
    ChangeProtected,

    /// <summary>Rename the project, change its settings and environments.</summary>
    ManageProject,

    /// <summary>Add people of the instance to the project, change their role in it, take them out.</summary>
    ManageMembers,

    /// <summary>Become a Manager of a project one is not in.</summary>
    JoinProject,

    /// <summary>See, mint and revoke the project's service tokens.</summary>
    ManageTokens,

    /// <summary>Read and export the project's audit log.</summary>
    ReadAudit,

    /// <summary>Read and export the audit log of the instance.</summary>
    ReadInstanceAudit,

    /// <summary>Delete the project with all its secrets.</summary>
    DeleteProject,
}
